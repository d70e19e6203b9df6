import fc from "fast-check";
import { expect, it } from "vitest";
import { mapSettled } from "./map-settled.ts";

it("waits for all and keeps their order, whatever fails, also before its first await", async () => {
  const Outcome = fc.constantFrom("ok", "rejects", "throws");
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(Outcome, { maxLength: 8 }), async (scheduler, outcomes) => {
      const all = mapSettled(outcomes, (outcome, index) => {
        if (outcome === "throws") throw `thrown ${index}`;
        return scheduler
          .schedule(Promise.resolve())
          .then(() => (outcome === "ok" ? index : Promise.reject(`rejected ${index}`)));
      });
      await scheduler.waitAll();
      expect(await all).toEqual(
        outcomes.map((outcome, index) => {
          if (outcome === "ok") return { ok: true, value: index };
          return { ok: false, error: outcome === "throws" ? `thrown ${index}` : `rejected ${index}` };
        }),
      );
    }),
  );
});
