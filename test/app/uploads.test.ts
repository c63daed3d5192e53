import sharp from "sharp";
import { beforeEach, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { makeHarmless } from "#src/app/pictures.ts";
import { claimUploads, describeUploads, saveUpload, sweepUploads } from "#src/app/uploads.ts";
import { formatOfBytes, maxPictureBytes } from "#src/domain/upload.ts";
import { findUpload, findUploadBytes } from "#src/store/uploads.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";
import { onBothEngines } from "#test/rig.ts";
import { noise, photograph } from "./picture-samples.ts";

test("a photograph loses what it tells about its maker, stands upright and is small enough to send", async () => {
  const bytes = await photograph();
  const before = await sharp(bytes).metadata();
  expect([before.exif !== undefined, before.width, before.orientation]).toEqual([true, 2400, 6]);
  const made = await makeHarmless(bytes);
  if ("refused" in made) throw new Error(made.refused);
  const { picture } = made;
  const after = await sharp(picture.bytes).metadata();
  expect([after.exif, after.xmp, after.icc, after.orientation]).toEqual([undefined, undefined, undefined, undefined]);
  expect(picture.bytes.includes("GPS") || picture.bytes.includes("Joana")).toBe(false);
  expect([picture.mediaType, picture.heightPixels > picture.widthPixels]).toEqual(["image/jpeg", true]);
  expect(picture.bytes.length).toBeLessThanOrEqual(maxPictureBytes);
});

test.each(["png", "webp", "gif", "avif"] as const)(
  "%s is taken, and comes out as a type that everyone shows",
  async (format) => {
    const bytes = await noise(40, 30)[format]().toBuffer();
    expect(formatOfBytes(bytes)).toBe(format);
    const made = await makeHarmless(bytes);
    expect(made).toMatchObject({ picture: { mediaType: "image/png", widthPixels: 40, heightPixels: 30 } });
  },
);

test("what is see-through stays so, and of what moves the first frame stays", async () => {
  const clear = {
    create: { width: 8, height: 8, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } },
  } as const;
  const made = await makeHarmless(await sharp(clear).png().toBuffer());
  if ("refused" in made) throw new Error(made.refused);
  expect((await sharp(made.picture.bytes).stats()).isOpaque).toBe(false);
  const frames = Buffer.alloc(8 * 16 * 3, 7);
  frames.fill(200, 8 * 8 * 3);
  const moving = await sharp(frames, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
    .gif()
    .toBuffer();
  expect(await makeHarmless(moving)).toMatchObject({ picture: { widthPixels: 8, heightPixels: 8 } });
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const bomb = (): Buffer => {
  // A PNG that says it has 65,000 by 65,000 pixels.
  const bytes = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  bytes.writeUInt32BE(65_000, 16);
  bytes.writeUInt32BE(65_000, 20);
  return bytes;
};

test.each([
  ["an SVG", Buffer.from(svg)],
  [
    "an SVG behind the first bytes of a PNG",
    Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), Buffer.from(svg)]),
  ],
  ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
  ["a GIF that is a script as well", Buffer.from("GIF89a/*\u0001*/=1;alert(1)")],
  ["nothing", Buffer.alloc(0)],
  ["a TIFF", Buffer.from("II*\0")],
])("%s is no picture", async (_, bytes) => {
  expect(await makeHarmless(bytes)).toEqual({ refused: "not-a-picture" });
});

test("what would unfold into too much is not unfolded", async () => {
  const made = await makeHarmless(bomb());
  expect("refused" in made && ["too-many-pixels", "not-a-picture"].includes(made.refused)).toBe(true);
  expect(await makeHarmless(Buffer.alloc(10 * 1024 * 1024 + 1))).toEqual({ refused: "too-large" });
});

onBothEngines("uploads", (engine) => {
  let clock: Clock;
  let app: Context;
  let bytes: Buffer;
  beforeEach(async () => {
    clock = { nowMs: 1_800_000_000_000 };
    app = await openCoop(await engine.open(), clock);
    bytes = await noise(20, 10).png().toBuffer();
  });
  const upload = async (): Promise<string> => {
    const saved = await saveUpload(app, { bytes, alt: { ca: "Un gat", en: "A cat" } });
    if (saved.outcome !== "done") throw new Error(saved.outcome);
    return saved.upload.id;
  };
  const claim = (ids: readonly string[], subjectId: string) =>
    transact(app, (work) => claimUploads(work, ids, subjectId));

  test("need words in the coop's language, which come first", async () => {
    expect(await saveUpload(app, { bytes, alt: { ca: "Un gat" } })).toEqual({ outcome: "no-alt", language: "en" });
    expect(await saveUpload(app, { bytes, alt: { en: "x".repeat(1501) } })).toEqual({ outcome: "alt-too-long" });
    const id = await upload();
    expect(Object.keys((await findUpload(app.database, id))?.alt ?? {})).toEqual(["en", "ca"]);
    expect(await transact(app, (work) => describeUploads(work, { [id]: { en: "A dog" } }))).toBe(true);
    expect(await transact(app, (work) => describeUploads(work, { [id]: { ca: "Un gos" } }))).toBe(false);
    expect((await findUpload(app.database, id))?.alt).toEqual({ en: "A dog" });
  });

  test("belong to one thing, and go when it does not have them any more", async () => {
    const [one, two] = [await upload(), await upload()];
    expect(await claim([one, two], "first")).toMatchObject({ claimed: [{ id: one }, { id: two }] });
    expect(await claim([one], "second")).toEqual({ refused: "unknown-picture" });
    expect(await claim([app.newId()], "second")).toEqual({ refused: "unknown-picture" });
    expect(await claim([two], "first")).toMatchObject({ claimed: [{ id: two }] });
    expect(await findUploadBytes(app.database, one)).toBeUndefined();
    expect((await findUploadBytes(app.database, two))?.subarray(1, 4).toString()).toBe("PNG");
  });

  test("that nobody used are swept away after a day", async () => {
    const [used, unused] = [await upload(), await upload()];
    await claim([used], "first");
    clock.nowMs += 24 * 3_600_000;
    expect(await sweepUploads(app)).toBe(0);
    clock.nowMs += 1;
    expect(await sweepUploads(app)).toBe(1);
    expect([await findUpload(app.database, unused), (await findUpload(app.database, used))?.id]).toEqual([
      undefined,
      used,
    ]);
  });
});
