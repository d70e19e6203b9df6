import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { eventually, gate, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type Body, createScripted } from "./__fixtures__/scripted.ts";
import type { Step } from "./index.ts";

const scripted = createScripted();
const learnerId = randomUUID();
let engine: OwnEngine;

beforeAll(async () => {
  engine = await openOwnEngine({ pipelines: [scripted.pipeline] });
});
afterAll(() => engine.close());

const start = (body: Body) => scripted.start(engine.runs, learnerId, body);
const end = (id: string) => untilStatus(engine.runs, learnerId, id, "succeeded", "failed", "cancelled");
const of = (id: string) => engine.observations.filter(({ lease }) => lease.runId === id);
const notesOf = (id: string) => of(id).filter(({ name }) => name === "chapter_viewed");
const note = (step: Step<never>, chapter: number) => step.note("chapter_viewed", { chapter });

describe("a note", () => {
  it("is told once, as what it is, with the step that made it, before the step's own end", async () => {
    const id = await start((run) =>
      run.step("a", async (step) => {
        note(step, 1);
        note(step, 2);
        return "made";
      }),
    );
    await end(id);
    expect(notesOf(id)).toEqual(
      [1, 2].map((chapter) => ({
        name: "chapter_viewed",
        lease: expect.objectContaining({ runId: id, learnerId }),
        data: { step: "a", generation: 1, attempt: 1, chapter },
      })),
    );
    const names = of(id).map(({ name }) => name);
    expect(names.slice(names.indexOf("step_started"))).toEqual([
      "step_started",
      "chapter_viewed",
      "chapter_viewed",
      "step_ended",
      "run_ended",
    ]);
  });

  it("of a try that failed is never told, nor that of a step that failed", async () => {
    const id = await start(async (run) => {
      await run.step("again", { attempts: 3, backoffMs: 1 }, async (step) => {
        note(step, step.attempt);
        if (step.attempt < 3) throw new AppError("BAD_OUTPUT", "Not good.", { retryable: true });
      });
      await run.step("refused", async (step) => {
        note(step, 10);
        return 10n; // no JSON
      });
    });
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "BAD_OUTPUT" } });
    expect(notesOf(id).map(({ data }) => [data.step, data.attempt, data.chapter])).toEqual([["again", 3, 3]]);
  });

  it("is told with each generation that is made, and not again for what is only looked up", async () => {
    const id = await start(async (run) => {
      for (const key of ["a", "b"])
        await run.step(key, async (step) => {
          note(step, step.generation);
        });
    });
    await end(id);
    await engine.runs.redo(learnerId, id, "b");
    await end(id);
    expect(notesOf(id).map(({ data }) => [data.step, data.generation])).toEqual([
      ["a", 1],
      ["b", 1],
      ["b", 2],
    ]);
  });

  it("waits until the step's end stands in the database", async () => {
    const [begun, held] = [gate(), gate()];
    const id = await start((run) =>
      run.step("a", async (step) => {
        begun.resolve();
        await held.promise;
        note(step, 1);
      }),
    );
    await begun.promise;
    await engine.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from "Run" where id = ${id}::uuid for update`;
      held.resolve();
      // The step's end stands before our lock now.
      await eventually(async () => {
        const waiting = await engine.prisma.$queryRaw<unknown[]>`
          select 1 from pg_locks l join pg_stat_activity a using (pid)
          where not l.granted and a.datname = current_database() and a.query like '%RunStep%'`;
        return waiting.length > 0;
      });
      expect(notesOf(id)).toEqual([]);
    });
    await end(id);
    expect(notesOf(id)).toHaveLength(1);
  });

  it("is not told by a worker whose hold was taken before the step's end", async () => {
    const [begun, held] = [gate(), gate()];
    const id = await start((run) =>
      run.step("a", async (step) => {
        note(step, 1);
        begun.resolve();
        await held.promise;
      }),
    );
    await begun.promise;
    await engine.prisma.run.update({ where: { id }, data: { epoch: { increment: 1 }, owner: "another" } });
    held.resolve();
    await eventually(async () => !engine.worker?.held().includes(id));
    expect(notesOf(id)).toEqual([]);
    await engine.prisma.run.delete({ where: { id } });
  });
});
