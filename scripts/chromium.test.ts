import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { findChromium } from "./chromium.ts";

const PATH = ["/a", "/b"].join(delimiter);
const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

test("CHROME_PATH wins, and a wrong one is said", () => {
  expect(findChromium({ CHROME_PATH: "/x/chrome", PATH }, only("/x/chrome", join("/a", "chromium")))).toBe(
    "/x/chrome",
  );
  expect(() => findChromium({ CHROME_PATH: "/x/none", PATH }, only())).toThrow(
    "CHROME_PATH: /x/none is no program.",
  );
});

test("every known name is looked for along the path, Chromium first", () => {
  expect(findChromium({ PATH }, only(join("/b", "google-chrome")))).toBe(join("/b", "google-chrome"));
  expect(findChromium({ PATH }, only(join("/a", "google-chrome"), join("/b", "chromium")))).toBe(
    join("/b", "chromium"),
  );
});

test("none is null", () => {
  expect(findChromium({ PATH }, only())).toBeNull();
  expect(findChromium({}, only())).toBeNull();
});
