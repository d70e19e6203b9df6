import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createRandom,
  cutIntoChunks,
  DRAWING_CHUNKS,
  jittered,
  PACES,
  parsePace,
  TEXT_CHUNKS,
} from "./pace.ts";

const texts = fc.string({ unit: "grapheme", maxLength: 400 });

test("chunks of any size make the text again, and none is empty or splits a code point", () => {
  fc.assert(
    fc.property(
      texts,
      fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constantFrom(TEXT_CHUNKS, DRAWING_CHUNKS)),
      (text, size) => {
        const chunks = cutIntoChunks(text, size, createRandom(text));
        expect(chunks.join("")).toBe(text);
        for (const chunk of chunks) {
          expect(chunk).not.toBe("");
          expect(Buffer.from(chunk).toString()).toBe(chunk);
        }
      },
    ),
  );
});

test("the same text is always cut the same way", () => {
  const cut = () => cutIntoChunks("a text that is cut ".repeat(20), TEXT_CHUNKS, createRandom("seed"));
  expect(cut()).toEqual(cut());
});

test("uneven chunks keep to their bounds, and reach them", () => {
  const sizes = cutIntoChunks("x".repeat(20_000), DRAWING_CHUNKS, createRandom("seed")).map((c) => c.length);
  sizes.pop();
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual(DRAWING_CHUNKS);
});

test("a delay stays within its jitter", () => {
  const random = createRandom("jitter");
  for (let i = 0; i < 500; i++) {
    const delay = jittered(40, 0.5, random);
    expect(delay).toBeGreaterThanOrEqual(20);
    expect(delay).toBeLessThanOrEqual(60);
  }
});

test("a pace is read, or refused by name", () => {
  expect(parsePace("natural")).toEqual(PACES.natural);
  expect(parsePace({ firstChunkMs: 10, chunkMs: 5 })).toEqual({ firstChunkMs: 10, chunkMs: 5, jitter: 0 });
  expect(() => parsePace("fast")).toThrow(/pace must be "natural", "instant"/);
  expect(() => parsePace({ firstChunkMs: -1, chunkMs: 5 })).toThrow(/pace\.firstChunkMs/);
  expect(() => parsePace({ firstChunkMs: 1, chunkMs: 5, jitter: 2 })).toThrow(/pace\.jitter/);
});
