import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isAppError } from "../../errors.ts";
import { drawingOf } from "../testing-run.ts";
import { createPainter, type Painter, type PainterOptions } from "./painter.ts";

const STUB = join(import.meta.dirname, "__fixtures__/stub-process.ts");
/** A machine that does a lot else takes its time to start processes. */
const PATIENCE = 30_000;

const painters: Painter[] = [];
function stubbed(options: PainterOptions = {}): Painter {
  const painter = createPainter({ program: STUB, ...options });
  painters.push(painter);
  return painter;
}
afterEach(() => {
  for (const painter of painters.splice(0)) painter.close();
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => "painted",
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
/** The number of the process that painted. */
const who = async (work: Promise<Uint8Array>) => Number(new TextDecoder().decode(await work));
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a painter", () => {
  it(
    "keeps its processes, and never has more than it may",
    async () => {
      const painter = stubbed({ atOnce: 2 });
      const pids = await Promise.all(Array.from({ length: 7 }, () => who(painter.paint("<svg/>", 320))));
      expect(new Set(pids).size).toBe(2);
      expect(pids).toContain(await who(painter.paint("<svg/>", 320)));
    },
    PATIENCE,
  );

  it(
    "gives up what takes too long, and goes on with the next",
    async () => {
      const painter = stubbed({ atOnce: 1, timeLimitMs: 200 });
      const first = await who(painter.paint("<svg/>", 320));
      const [hanging, next] = [code(painter.paint("hang", 320)), who(painter.paint("<svg/>", 320))];
      expect(await hanging).toBe("TIMEOUT");
      expect(await next).not.toBe(first);
      expect(isAlive(first)).toBe(false);
    },
    PATIENCE,
  );

  it(
    "outlives a process that ends, and one that cannot go on",
    async () => {
      const painter = stubbed({ atOnce: 1 });
      expect(await code(painter.paint("crash", 320))).toBe("BAD_OUTPUT");
      const error = await painter.paint("fail", 320).catch((error) => error);
      expect([error.code, error.cause.message]).toEqual(["BAD_OUTPUT", "a reason"]);
      expect(await code(painter.paint("<svg/>", 320))).toBe("painted");
    },
    PATIENCE,
  );

  it(
    "refuses what would wait too long",
    async () => {
      const painter = stubbed({ atOnce: 1, mostWaiting: 2 });
      const asked = Array.from({ length: 5 }, () => code(painter.paint("<svg/>", 320)));
      // One is painted, two wait.
      expect((await Promise.all(asked)).sort()).toEqual([
        "UNAVAILABLE",
        "UNAVAILABLE",
        "painted",
        "painted",
        "painted",
      ]);
    },
    PATIENCE,
  );

  it(
    "ends what has nothing to do, and everything when it is closed",
    async () => {
      const painter = stubbed({ atOnce: 1, idleMs: 1 });
      const first = await who(painter.paint("<svg/>", 320));
      await expect.poll(() => isAlive(first), { timeout: PATIENCE }).toBe(false);
      const asked = [code(painter.paint("hang", 320)), code(painter.paint("<svg/>", 320))];
      painter.close();
      expect(await Promise.all(asked)).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
      expect(await code(painter.paint("<svg/>", 320))).toBe("UNAVAILABLE");
    },
    PATIENCE,
  );

  it(
    "says of a program that does not start that it is a fault of ours",
    async () => {
      const painter = stubbed({ program: join(import.meta.dirname, "there-is-none.ts") });
      await expect(painter.paint("<svg/>", 320)).rejects.toThrow(/did not start.*there-is-none/s);
    },
    PATIENCE,
  );

  it(
    "paints",
    async () => {
      const painter = createPainter();
      painters.push(painter);
      const png = Buffer.from(await painter.paint(drawingOf("Rain").still, 400));
      expect(png.toString("latin1", 1, 4)).toBe("PNG");
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([400, 250]);
    },
    PATIENCE,
  );
});
