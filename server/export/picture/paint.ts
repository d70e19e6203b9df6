import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { createSvgStream } from "../../svg/index.ts";
import type { FontShelf } from "./font-shelf.ts";
import { setFonts } from "./set-fonts.ts";

/** Neither a picture's width nor its height may be greater, in pixels. */
export const LARGEST_SIDE = 4_096;
/** What drawings are made for: the paper of the page (components/visual/svg-stage). */
const PAPER = "#fffefb";

export interface Picture {
  png: Uint8Array;
  width: number;
  height: number;
}

let ready: Promise<void> | undefined;

/** Loads the renderer, once in a process. */
export function readyToPaint(): Promise<void> {
  const require = createRequire(import.meta.url);
  ready ??= initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return ready;
}

/**
 * Paints a still of ours as a PNG, `width` pixels wide; less where it would become too high. Takes hundreds of
 * milliseconds, and for a drawing that means harm as long as it likes: call it where that harms nobody (`painter.ts`).
 * @throws whatever the renderer throws for a drawing that it cannot paint
 */
export async function paint(still: string, width: number, shelf: FontShelf): Promise<Picture> {
  await readyToPaint();
  const stream = createSvgStream();
  stream.push(still);
  const { plain } = stream.finish();
  if (plain === "") throw new Error("There is no drawing to paint.");
  const { svg, fonts } = setFonts(withSize(plain, width), shelf);
  const family = shelf.family("sans");
  const drawing = new Resvg(svg, {
    background: PAPER,
    font: { fontBuffers: fonts, defaultFontFamily: family, sansSerifFamily: family, serifFamily: family },
  });
  const image = drawing.render();
  const picture = { png: image.asPng(), width: image.width, height: image.height };
  // What failed before is not given back: after a panic the renderer is in no state for it.
  image.free();
  drawing.free();
  return picture;
}

const ROOT = /^<svg[^>]*>/;
const VIEW_BOX = / viewBox="([^"]*)"/;
/** Neither a ribbon nor a tower, as on the page (components/visual/svg-stage): the drawing stands in the middle. */
const MOST_EXTREME_RATIO = 3;

/** The drawing in its size in pixels. Its shape is that of its view box, whatever size it says that it has. */
function withSize(svg: string, wanted: number): string {
  const tag = ROOT.exec(svg)?.[0] ?? "";
  const [, , across, down] = (VIEW_BOX.exec(tag)?.[1] ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  // The engine gives every drawing a view box, unless nothing in it says how large it is.
  const shape = across && down && across > 0 && down > 0 ? down / across : 1;
  const ratio = Math.min(MOST_EXTREME_RATIO, Math.max(1 / MOST_EXTREME_RATIO, shape));
  const width = Math.round(Math.min(wanted, LARGEST_SIDE, LARGEST_SIDE / ratio));
  const bare = tag.replace(/ (?:width|height|preserveAspectRatio)="[^"]*"/g, "");
  return svg.replace(ROOT, () =>
    bare.replace(/^<svg/, `<svg width="${width}" height="${Math.round(width * ratio)}"`),
  );
}
