import { createHash } from "node:crypto";

/**
 * A vector of unit length made of hashed words and character trigrams: texts that share words lie close to each
 * other, so that a search over it behaves sensibly. The same text and size always give the same vector.
 */
export function embedText(text: string, size: number): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(size);
  const normal = text.normalize("NFKC").toLowerCase();
  const add = (feature: string, weight: number) => {
    const digest = createHash("md5").update(feature).digest();
    const at = digest.readUInt32LE(0) % size;
    vector[at] = (vector[at] ?? 0) + (digest.readUInt8(4) & 1 ? weight : -weight);
  };
  for (const word of normal.match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(`w:${word}`, 1);
    const points = Array.from(`^${word}$`);
    for (let at = 0; at + 3 <= points.length; at++) add(`t:${points.slice(at, at + 3).join("")}`, 0.5);
  }
  const length = Math.hypot(...vector);
  // A text without any word still has a direction.
  if (length === 0) vector[0] = 1;
  else for (let at = 0; at < size; at++) vector[at] = (vector[at] ?? 0) / length;
  return vector;
}
