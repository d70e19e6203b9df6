import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffDelay } from "./backoff.ts";

it("is between half and the whole of the doubled base, and never over the most", () => {
  fc.assert(
    fc.property(
      fc.nat(2_000),
      fc.integer({ min: 2, max: 10_000 }),
      fc.nat(100_000),
      (failures, baseMs, more) => {
        const maxMs = baseMs + more;
        const full = Math.min(maxMs, baseMs * 2 ** failures);
        const delay = backoffDelay(failures, { baseMs, maxMs });
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(full / 2));
        expect(delay).toBeLessThanOrEqual(full);
      },
    ),
  );
});

it("spreads its callers out", () => {
  const delays = new Set(Array.from({ length: 50 }, () => backoffDelay(3, { baseMs: 1_000, maxMs: 60_000 })));
  expect(delays.size).toBeGreaterThan(25);
});
