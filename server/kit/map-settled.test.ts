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

it("works on no more at once than it may, begun in their order, and on all of them in the end", async () => {
  const Fails = fc.array(fc.boolean(), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      Fails,
      fc.integer({ min: -1, max: 10 }),
      async (scheduler, fails, atOnce) => {
        const begun: number[] = [];
        let running = 0;
        let most = 0;
        const all = mapSettled(
          fails,
          async (isFailing, index) => {
            begun.push(index);
            most = Math.max(most, ++running);
            await scheduler.schedule(Promise.resolve());
            running--;
            if (isFailing) throw index;
            return index;
          },
          atOnce,
        );
        await scheduler.waitIdle();
        const settled = await all;
        expect(begun).toEqual(fails.map((_, index) => index));
        expect(most).toBe(Math.min(Math.max(1, atOnce), fails.length));
        expect(settled.map((one) => (one.ok ? one.value : one.error))).toEqual(begun);
      },
    ),
  );
});
