import { type ChildProcess, spawn } from "node:child_process";
import { AppError } from "../../errors.ts";
import type { PaintAnswer, PaintRequest } from "./paint-process.ts";

/** A process that paints one picture at a time. */
export interface Brush {
  /** @throws AppError TIMEOUT, or BAD_OUTPUT when it cannot be painted; after either the process is gone */
  paint(request: PaintRequest, timeLimitMs: number): Promise<Uint8Array>;
  /** Ends it unless it is asked to paint within this time. It keeps nothing else from ending. */
  rest(idleMs: number): void;
  /** Ends it now; what it paints fails with this error. */
  end(error: Error): void;
}

/** Pages of 64 KiB that a picture may take: 16 layers of the largest picture. Beyond, the renderer gives up. */
const MEMORY_PAGES = 16_384;
/** MiB for everything else. */
const HEAP = 256;
/** How long a process may take to begin, on a machine that does a lot else. */
const START_WITHIN_MS = 30_000;
/** Characters of what it complains about. */
const MOST_COMPLAINTS = 2_000;

/** Starts one; `onEnd` is called once when it is gone, whatever ended it. */
export function openBrush(program: string, onEnd: () => void): Brush {
  const child = start(program);
  const isReady = Promise.withResolvers<void>();
  isReady.promise.catch(() => {});
  let current: PromiseWithResolvers<Uint8Array> | undefined;
  let resting: NodeJS.Timeout | undefined;
  let ending: Error | undefined;
  let complaints = "";

  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-MOST_COMPLAINTS);
  });
  child.on("message", (answer: PaintAnswer) => {
    if (answer.kind === "ready") isReady.resolve();
    else if (answer.kind === "painted") current?.resolve(answer.png);
    else end(unpaintable(answer.reason));
  });
  let isOver = false;
  const over = (how: string) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(resting);
    // One that never began is a fault of ours, not of the drawing.
    isReady.reject(ending ?? new Error(`The process that paints did not start (${how}). ${complaints}`));
    current?.reject(ending ?? unpaintable(`${how} ${complaints}`));
    onEnd();
  };
  child.once("error", (error) => over(error.message));
  child.once("exit", (code, signal) => over(signal ?? `exit code ${code}`));

  function end(error: Error): void {
    ending ??= error;
    child.kill("SIGKILL");
  }

  return {
    async paint(request, timeLimitMs) {
      clearTimeout(resting);
      child.ref();
      child.channel?.ref();
      await within(isReady.promise, START_WITHIN_MS, () =>
        end(new Error("The process that paints did not start.")),
      );
      const picture = Promise.withResolvers<Uint8Array>();
      current = picture;
      child.send(request, (error) => error && picture.reject(error));
      return within(picture.promise, timeLimitMs, () =>
        end(
          new AppError(
            "TIMEOUT",
            "Painting this drawing takes too long. Try a smaller picture, or take it as SVG.",
          ),
        ),
      );
    },
    rest(idleMs) {
      child.unref();
      child.channel?.unref();
      resting = setTimeout(end, idleMs, new Error("idle")).unref();
    },
    end,
  };
}

function start(program: string): ChildProcess {
  const flags = ["--disable-warning=ExperimentalWarning", `--max-old-space-size=${HEAP}`];
  const args = [...flags, `--wasm-max-mem-pages=${MEMORY_PAGES}`, program];
  return spawn(process.execPath, args, {
    // It gets nothing of this process: neither addresses nor keys.
    env: { NODE_ENV: process.env.NODE_ENV },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
    windowsHide: true,
  });
}

function unpaintable(reason: string): AppError {
  return new AppError("BAD_OUTPUT", "This drawing could not be painted as a picture. Take it as SVG.", {
    cause: new Error(reason.trim()),
  });
}

/** The outcome of `work`; when it takes longer, `giveUp` sees to it that there is one. */
async function within<T>(work: Promise<T>, milliseconds: number, giveUp: () => void): Promise<T> {
  const timer = setTimeout(giveUp, milliseconds);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
