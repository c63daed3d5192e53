/**
 * Run as a process of its own by browser.ts, with TMPDIR set to a new folder: the package unpacks into the temporary folder, and half of
 * what it unpacks would be taken for whole by a test file beside us.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";

const packed = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "../bin");

await chromium.executablePath();
// Libraries that a bare Debian lacks (NSS, NSPR, expat).
await inflate(join(packed, "al2023.tar.br"));
