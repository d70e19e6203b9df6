// A process that paints: one picture at a time, as its parent asks (painter.ts). A drawing that takes all memory or never
// ends takes this process with it and nothing else.
import { createFontShelf } from "./font-shelf.ts";
import { paint, readyToPaint } from "./paint.ts";

/** What the parent asks for. */
export interface PaintRequest {
  /** A still that the engine wrote. */
  still: string;
  width: number;
}

/** `ready` once, then one answer to each request. */
export type PaintAnswer =
  | { kind: "ready" }
  | { kind: "painted"; png: Uint8Array }
  | { kind: "failed"; reason: string };

const shelf = createFontShelf();

process.on("message", async ({ still, width }: PaintRequest) => {
  try {
    const { png } = await paint(still, width, shelf);
    answer({ kind: "painted", png });
  } catch (error) {
    // The parent ends a process that failed: after a panic the renderer is not to be used again.
    answer({ kind: "failed", reason: String(error) });
  }
});
// Without a parent there is nobody to paint for.
process.on("disconnect", () => process.exit());

await readyToPaint();
answer({ kind: "ready" });

function answer(message: PaintAnswer): void {
  process.send?.(message);
}
