// The pixels of a PNG, for tests.
import { inflateSync } from "node:zlib";

export interface Pixels {
  width: number;
  height: number;
  /** How dark a pixel is, 0–255. */
  darkness(x: number, y: number): number;
  /** How much is drawn in a part of the picture: the darkness of its pixels, in black pixels. */
  ink(left: number, top: number, right: number, bottom: number): number;
}

/** Reads a PNG of 8 bits a channel with or without alpha (PNG 3, sections 5 and 9). */
export function readPixels(file: Uint8Array): Pixels {
  const png = Buffer.from(file);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[png.readUInt8(25)] ?? 0;
  if (png.readUInt8(24) !== 8 || channels === 0) throw new Error("Not a kind of PNG that is read here.");
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const rows = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const darkness = (x: number, y: number) => {
    const at = (y * width + x) * channels;
    return 255 - ((rows[at] ?? 0) + (rows[at + 1] ?? 0) + (rows[at + 2] ?? 0)) / 3;
  };
  return {
    width,
    height,
    darkness,
    ink(left, top, right, bottom) {
      let sum = 0;
      for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += darkness(x, y);
      return sum / 255;
    },
  };
}

function unfilter(data: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? (out[at - step] ?? 0) : 0;
      const up = y > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (out[at - stride - step] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      out[at] = ((data[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
