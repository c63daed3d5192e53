import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What belongs to the source; never the data, the settings or the packages of others. */
const parts = [
  "src",
  "federation",
  "drizzle",
  "docs",
  "test",
  ".ci",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vitest.config.ts",
  "knip.json",
  ".oxlintrc.json",
  ".oxfmtrc.json",
  "Dockerfile",
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "FEDERATION.md",
  "SECURITY.md",
];

const root = join(import.meta.dirname, "../..");
const block = 512;
const pieceBytes = 65_536;

let packed: Uint8Array<ArrayBuffer> | undefined;

/**
 * The source of exactly the program that runs, changes included, as a `tar.gz`: node runs what is read, so there is nothing else to
 * offer (AGPL-3.0, section 13). Packed at the first wish and kept.
 */
function packSource(): Uint8Array<ArrayBuffer> {
  packed ??= new Uint8Array(
    gzipSync(Buffer.concat([...parts.flatMap(listFiles).flatMap(tarEntry), Buffer.alloc(2 * block)])),
  );
  return packed;
}

/** The same, handed out piece by piece as it is read: all who load it share the one that is kept. */
export function streamSource(): { readonly body: ReadableStream<Uint8Array>; readonly length: number } {
  const source = packSource();
  let at = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at < source.length) controller.enqueue(source.subarray(at, (at += pieceBytes)));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, length: source.length };
}

/** Every file under a part, by its path from the root; a part that is not there (as in the image) is left out. */
function listFiles(path: string): readonly string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  return found.isDirectory()
    ? readdirSync(join(root, path))
        .toSorted()
        .flatMap((name) => listFiles(`${path}/${name}`))
    : [];
}

/** A file in the ustar format (POSIX.1-1988): a header of one block, then the content in whole blocks. */
function tarEntry(path: string): readonly Buffer[] {
  const content = readFileSync(join(root, path));
  const header = Buffer.alloc(block);
  const write = (text: string, at: number): number => header.write(text, at, "utf8");
  write(`fedicoop/${path}`, 0);
  write("0000644\0", 100);
  write("0000000\0", 108);
  write("0000000\0", 116);
  write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  write("00000000000\0", 136);
  write("        0", 148);
  write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, content, Buffer.alloc((block - (content.length % block)) % block)];
}
