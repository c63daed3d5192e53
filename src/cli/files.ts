import { createReadStream, createWriteStream, existsSync, rmSync } from "node:fs";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CommandError } from "./command.ts";

/** Writes a new file piece by piece, readable by its owner only. One that is there is never overwritten, one that fails is not left behind. */
export async function writeNewFile(file: string, pieces: AsyncIterable<string>): Promise<void> {
  if (existsSync(file)) throw new CommandError(`${file} is there already. Name another file.`);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(file, { mode: 0o600, flags: "wx" }));
  } catch (error) {
    if (isCode(error, "EEXIST")) throw new CommandError(`${file} is there already. Name another file.`);
    rmSync(file, { force: true });
    if (isCode(error, "ENOENT") || isCode(error, "EACCES") || isCode(error, "ENOSPC"))
      throw new CommandError(`${file} cannot be written: ${error.message}`);
    throw error;
  }
}

/** Writes to stdout, no faster than it is read. */
export async function writeToStdout(pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, "drain");
  }
}

/** No line of ours is as long as this, in characters. */
const longestLine = 16_000_000;

/** The lines of a file that are not empty, each with its number, counted from 1. @throws {CommandError} when it is no text file. */
export async function* linesOfFile(file: string): AsyncGenerator<{ readonly text: string; readonly number: number }> {
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`);
  let number = 0;
  try {
    for await (const text of linesOf(file)) {
      number += 1;
      if (text.trim() !== "") yield { text, number };
    }
  } catch (error) {
    if (isCode(error, "EISDIR") || isCode(error, "EACCES"))
      throw new CommandError(`${file} cannot be read: ${error.message}`);
    throw error;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw new CommandError(`${file} is no file of lines.`);
    yield* lines;
  }
  yield rest;
}

const isCode = (error: unknown, code: string): error is Error =>
  error instanceof Error && "code" in error && error.code === code;
