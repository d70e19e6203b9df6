import { expect, test } from "vitest";
import type { JournalEvent } from "../../contracts/events.ts";
import { withoutCost } from "./events.ts";

const event = (seq: number, type: string): JournalEvent => ({ seq, event: { type } });

test("whoever has a run's link reads all of it but what it cost, to its end", async () => {
  const batches: (JournalEvent[] | null)[] = [
    [event(1, "run-start"), event(2, "cost")],
    [event(3, "cost")],
    [event(4, "run-end")],
    null,
  ];
  let isClosed = false;
  const reader = withoutCost({
    read: async () => batches.shift() ?? null,
    close() {
      isClosed = true;
    },
  });
  expect(await reader.read()).toEqual([event(1, "run-start")]);
  expect(await reader.read()).toEqual([event(4, "run-end")]);
  expect(await reader.read()).toBeNull();
  reader.close();
  expect(isClosed).toBe(true);
});
