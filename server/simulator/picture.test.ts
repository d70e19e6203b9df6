import { crc32, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { drawPicture } from "./picture.ts";

test("a picture is a whole PNG: every part's checksum fits, and the rows are all there", () => {
  const png = Buffer.from(drawPicture("Two hills"), "base64");
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    const body = png.subarray(at + 4, end);
    expect(png.readUInt32BE(end)).toBe(crc32(body));
    parts.set(body.subarray(0, 4).toString("latin1"), body.subarray(4));
    at = end + 4;
  }
  expect([...parts.keys()]).toEqual(["IHDR", "IDAT", "IEND"]);
  const [width = 0, height = 0] = [0, 4].map((at) => parts.get("IHDR")?.readUInt32BE(at));
  expect(inflateSync(parts.get("IDAT") ?? "")).toHaveLength(height * (width * 3 + 1));
});

test("the same prompt gives the same picture, another prompt another", () => {
  expect(drawPicture("one")).toBe(drawPicture("one"));
  expect(drawPicture("one")).not.toBe(drawPicture("two"));
});
