import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "../../errors.ts";
import { type Brush, openBrush } from "./brush.ts";

export interface PainterOptions {
  /** Pictures that are painted at once. */
  atOnce?: number;
  /** How long one may take, in milliseconds. */
  timeLimitMs?: number;
  /** Pictures that wait for their turn; more are refused. */
  mostWaiting?: number;
  /** How long a process that has nothing to paint is kept, in milliseconds. */
  idleMs?: number;
  /** The program that paints. */
  program?: string;
}

/** Paints pictures in processes of their own, so that this one goes on meanwhile, whatever a drawing does. */
export interface Painter {
  /**
   * A still that the engine wrote, as a PNG of this width in pixels.
   * @throws AppError UNAVAILABLE when too many wait, TIMEOUT, BAD_OUTPUT when it cannot be painted
   */
  paint(still: string, width: number): Promise<Uint8Array>;
  /** Ends what is under way. */
  close(): void;
}

interface Job {
  still: string;
  width: number;
  done: PromiseWithResolvers<Uint8Array>;
}

/** Found by this file's own address, which bundlers keep; a path that they could read they would try to bundle. */
const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), "paint-process.ts");

export function createPainter({
  atOnce = 2,
  timeLimitMs = 10_000,
  mostWaiting = 20,
  idleMs = 60_000,
  program = PROGRAM,
}: PainterOptions = {}): Painter {
  const waiting: Job[] = [];
  const idle: Brush[] = [];
  const all = new Set<Brush>();
  let isClosed = false;

  function begin(): void {
    while (waiting.length > 0) {
      const brush = idle.pop() ?? (all.size < atOnce ? open() : undefined);
      const job = brush && waiting.shift();
      if (!job) return;
      void work(brush, job);
    }
  }

  function open(): Brush {
    const brush: Brush = openBrush(program, () => {
      all.delete(brush);
      const place = idle.indexOf(brush);
      if (place >= 0) idle.splice(place, 1);
      begin();
    });
    all.add(brush);
    return brush;
  }

  async function work(brush: Brush, { still, width, done }: Job): Promise<void> {
    try {
      done.resolve(await brush.paint({ still, width }, timeLimitMs));
    } catch (error) {
      done.reject(error);
    }
    if (!all.has(brush)) return;
    idle.push(brush);
    brush.rest(idleMs);
    begin();
  }

  return {
    async paint(still, width) {
      if (isClosed) throw new AppError("UNAVAILABLE", "The server is about to stop.", { retryable: true });
      if (waiting.length >= mostWaiting)
        throw new AppError(
          "UNAVAILABLE",
          "Too many pictures are being painted just now. Try again in a moment.",
          {
            retryable: true,
            retryAfter: 5,
          },
        );
      const done = Promise.withResolvers<Uint8Array>();
      waiting.push({ still, width, done });
      begin();
      return done.promise;
    },
    close() {
      isClosed = true;
      const stopped = new AppError("UNAVAILABLE", "The server is about to stop.", { retryable: true });
      for (const { done } of waiting.splice(0)) done.reject(stopped);
      for (const brush of all) brush.end(stopped);
    },
  };
}
