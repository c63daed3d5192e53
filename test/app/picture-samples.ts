import sharp, { type Sharp } from "sharp";

/** A picture of which every pixel is another one; the same each time. */
export function noise(width: number, height: number): Sharp {
  const bytes = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    bytes[index] = state >> 16;
  }
  return sharp(bytes, { raw: { width, height, channels: 3 } });
}

/** As a telephone makes it: lying on its side, with the place and the name of whoever took it. */
export const photograph = (): Promise<Buffer> =>
  noise(2400, 1600)
    .jpeg({ quality: 70 })
    .withExif({ IFD0: { Copyright: "Joana" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
