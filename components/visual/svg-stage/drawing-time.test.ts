import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDrawingTime } from "./drawing-time.ts";

function timed() {
  const timeline = { currentTime: 5_000 as number | null };
  const time = createDrawingTime({ timeline: timeline as DocumentTimeline });
  const pass = (milliseconds: number) => {
    timeline.currentTime = Number(timeline.currentTime) + milliseconds;
  };
  return { time, timeline, pass };
}

describe("the time of a drawing", () => {
  it("stands at 0 until it is told to run, and says when it was there", () => {
    const { time, pass } = timed();
    pass(900);
    expect([time.seconds(), time.origin(), time.rate()]).toEqual([0, null, 1]);
    time.change({ isRunning: true });
    pass(1_500);
    expect([time.seconds(), time.origin()]).toEqual([1.5, 5_900]);
    time.change({ isRunning: false });
    pass(1_500);
    expect([time.seconds(), time.origin()]).toEqual([1.5, null]);
  });

  it("goes on from where it is when its rate changes, and from where it is put", () => {
    const { time, pass } = timed();
    time.change({ isRunning: true });
    pass(1_000);
    time.change({ rate: 2 });
    expect([time.seconds(), time.origin()]).toEqual([1, 5_500]);
    pass(1_000);
    expect(time.seconds()).toBe(3);
    time.change({ seconds: 0 });
    pass(250);
    expect([time.seconds(), time.rate()]).toEqual([0.5, 2]);
  });

  it("is the sum of what it ran at each rate, whenever that changed", () => {
    const span = fc.record({
      rate: fc.constantFrom(0.5, 1, 2, 3),
      isRunning: fc.boolean(),
      milliseconds: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const { time, timeline, pass } = timed();
        let sum = 0;
        for (const { rate, isRunning, milliseconds } of spans) {
          time.change({ rate, isRunning });
          pass(milliseconds);
          if (isRunning) sum += (milliseconds * rate) / 1_000;
          expect(time.seconds()).toBeCloseTo(sum, 6);
          const origin = time.origin();
          if (origin !== null)
            expect(((Number(timeline.currentTime) - origin) * rate) / 1_000).toBeCloseTo(sum, 6);
        }
      }),
    );
  });

  it("stands at 0 where the page has no timeline", () => {
    const time = createDrawingTime({} as Document);
    time.change({ isRunning: true });
    expect(time.seconds()).toBe(0);
  });
});
