import { spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An unpacked Chromium and what it needs from the environment. */
export interface Chromium {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

const modules = join(import.meta.dirname, "../../node_modules");

/** Unpacks Chromium once for each version, and finds it again afterwards. */
export function unpackChromium(): Chromium {
  const { version } = JSON.parse(readFileSync(join(modules, "@sparticuz/chromium/package.json"), "utf8")) as {
    version: string;
  };
  const name = `chromium-${version}`;
  const places = [join(modules, ".cache/fedicoop"), join(tmpdir(), `fedicoop-${process.getuid?.() ?? 0}`)];
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(folder) && isOurs(folder));
  return describeChromium(found ?? unpackInto(places.find(isUsable) ?? mkdtempSync(join(tmpdir(), "fedicoop-")), name));
}

/** What another user of this machine put into the temporary folder is not run. */
function isOurs(folder: string): boolean {
  const owner = statSync(folder).uid;
  return owner === 0 || owner === process.getuid?.();
}

function isUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK);
    return isOurs(folder);
  } catch {
    return false;
  }
}

/** Unpacks beside and renames at the end, so that what stands under its name is always whole. */
function unpackInto(place: string, name: string): string {
  const half = mkdtempSync(join(place, "half-"));
  const script = join(import.meta.dirname, "extract-chromium.ts");
  const done = spawnSync(process.execPath, [script], { env: { ...process.env, TMPDIR: half }, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`Chromium could not be unpacked: ${done.stderr}`);
  const folder = join(place, name);
  try {
    writeFileSync(join(half, "fonts/fonts.conf"), fontConfiguration(join(folder, "fonts")));
    spawnSync("chmod", ["-R", "a+rX", half]);
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
  <!-- Without a desktop nothing says what a plain font is: a bold one would be whatever bold font this machine happens to have. -->
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong"><string>Open Sans</string></edit>
  </match>
</fontconfig>
`;
}

function describeChromium(folder: string): Chromium {
  return {
    executable: join(folder, "chromium"),
    environment: { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_PATH: join(folder, "fonts") },
  };
}
