import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** What was drawn: RGBA, four bytes a pixel, colour premultiplied by alpha. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Draws SVG text `width` pixels wide; `null` when it is no drawing (not well formed, or without a size). */
export type Render = (svg: string, width?: number) => Promise<Picture | null>;

type Resvg = typeof import("@resvg/resvg-wasm");

const resolve = createRequire(import.meta.url).resolve;
const FONT = "@fontsource-variable/source-sans-3/files/source-sans-3";
const FONTS = ["latin", "latin-ext", "greek", "cyrillic"];

/**
 * A strict renderer (resvg: XML by the book, no scripts, no loads, animations at their base values). A drawing that
 * makes it trap gets `null`, and the next one gets a fresh instance.
 */
export function createRenderer(): Render {
  let instance: Promise<Resvg> | null = null;
  const fontBuffers = FONTS.map(
    (part) => new Uint8Array(readFileSync(resolve(`${FONT}-${part}-wght-normal.woff2`))),
  );
  const font = {
    fontBuffers,
    defaultFontFamily: "Source Sans 3 Variable",
    sansSerifFamily: "Source Sans 3 Variable",
    serifFamily: "Source Sans 3 Variable",
    monospaceFamily: "Source Sans 3 Variable",
  };
  return async (svg, width = 256) => {
    instance ??= loadResvg();
    const { Resvg } = await instance;
    try {
      // Reading the fonts costs more than drawing an icon.
      const fonts = svg.includes("<text") ? { font } : {};
      const drawing = new Resvg(svg, { fitTo: { mode: "width", value: width }, ...fonts });
      const image = drawing.render();
      const picture = { width: image.width, height: image.height, pixels: image.pixels.slice() };
      image.free();
      drawing.free();
      return picture;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) instance = null;
      return null;
    }
  };
}

let loaded = 0;

/** A module of its own each time (by its query), since one can be initialised once only. */
async function loadResvg(): Promise<Resvg> {
  loaded += 1;
  const resvg: Resvg = await import(`${import.meta.resolve("@resvg/resvg-wasm")}?${loaded}`);
  await resvg.initWasm(readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return resvg;
}

/** A channel that differs by more than this (of 255) is noticed. */
const NOTICED = 16;

/** The share of pixels that differ noticeably in any channel; 1 when the sizes differ or there is no picture. */
export function differingShare(one: Picture | null, other: Picture | null): number {
  if (!one || !other || one.width !== other.width || one.height !== other.height) return 1;
  let differing = 0;
  for (let index = 0; index < one.pixels.length; index += 4)
    for (let channel = index; channel < index + 4; channel += 1)
      if (Math.abs((one.pixels[channel] ?? 0) - (other.pixels[channel] ?? 0)) > NOTICED) {
        differing += 1;
        break;
      }
  return differing / (one.pixels.length / 4);
}

/** Whether both are the same, bit for bit. */
export function samePixels(one: Picture | null, other: Picture | null): boolean {
  return (
    one !== null &&
    other !== null &&
    one.width === other.width &&
    one.height === other.height &&
    Buffer.compare(one.pixels, other.pixels) === 0
  );
}
