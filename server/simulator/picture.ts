import { crc32, deflateSync } from "node:zlib";
import { createRandom } from "./pace.ts";

const SIZE = 384;
/** What a picture counts as, in output tokens. */
export const PICTURE_TOKENS = 1_290;

/** Draws a small landscape in colours of its prompt's own, as base64 PNG: a sky, a sun and three hills. */
export function drawPicture(prompt: string): string {
  const random = createRandom(prompt);
  const hue = random() * 360;
  const sun = { x: SIZE * (0.2 + random() * 0.6), y: SIZE * (0.18 + random() * 0.2), r: SIZE * 0.08 };
  const hills = [0, 1, 2].map((depth) => ({
    base: SIZE * (0.55 + depth * 0.14),
    height: SIZE * (0.1 - depth * 0.02),
    phase: random() * 7,
    color: color(hue + 20 * depth, 0.32, 0.62 - depth * 0.16),
  }));
  const rows = Buffer.alloc(SIZE * (SIZE * 3 + 1));
  for (let y = 0; y < SIZE; y++) {
    const sky = color(hue + 170, 0.45, 0.72 + (0.2 * y) / SIZE);
    for (let x = 0; x < SIZE; x++) {
      let pixel = Math.hypot(x - sun.x, y - sun.y) < sun.r ? color(45, 0.9, 0.8) : sky;
      for (const hill of hills) {
        if (y > hill.base - hill.height * Math.sin(hill.phase + (x * 5) / SIZE)) pixel = hill.color;
      }
      rows.set(pixel, y * (SIZE * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2, 0, 0, 0], 8); // eight bits a channel, RGB, no interlacing
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [
    signature,
    part("IHDR", header),
    part("IDAT", deflateSync(rows)),
    part("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat(parts).toString("base64");
}

function part(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** HSL (degrees, 0–1, 0–1) to three bytes. */
function color(hue: number, saturation: number, lightness: number): [number, number, number] {
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    const amount = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - amount * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
