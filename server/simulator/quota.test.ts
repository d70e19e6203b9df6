import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createQuotas, parseQuota } from "./quota.ts";

function atTime() {
  let time = 0;
  const quotas = createQuotas(() => time);
  return { quotas, pass: (seconds: number) => (time += seconds * 1000) };
}

describe("token buckets", () => {
  test("a model without a quota is not limited", () => {
    expect(atTime().quotas.take("any", 1e9)).toBeUndefined();
  });

  test("the burst at once, then one a period, and the wait is exact", () => {
    const { quotas, pass } = atTime();
    quotas.set("m", { requestsPerMinute: 15, burst: 2 });
    expect(quotas.take("m", 0)?.requests).toEqual({ limit: 15, remaining: 1, resetSeconds: 4 });
    expect(quotas.take("m", 0)?.granted).toBe(true);
    expect(quotas.take("m", 0)).toMatchObject({
      granted: false,
      exhausted: "requests",
      retryAfterSeconds: 4,
    });
    pass(3.9);
    expect(quotas.take("m", 0)?.granted).toBe(false);
    pass(0.1);
    expect(quotas.take("m", 0)?.granted).toBe(true);
    expect(quotas.take("other", 0)).toBeUndefined();
  });

  test("tokens run out by themselves, and a refused call takes nothing", () => {
    const { quotas, pass } = atTime();
    quotas.set("m", { requestsPerMinute: 60, burst: 60, tokensPerMinute: 600 });
    expect(quotas.take("m", 500)?.tokens?.remaining).toBe(100);
    expect(quotas.take("m", 200)).toMatchObject({
      granted: false,
      exhausted: "tokens",
      retryAfterSeconds: 10,
    });
    pass(10);
    expect(quotas.take("m", 200)).toMatchObject({ granted: true, requests: { remaining: 59 } });
  });

  test("a call larger than the bucket is granted when the bucket is full", () => {
    const { quotas, pass } = atTime();
    quotas.set("m", { requestsPerMinute: 60, burst: 60, tokensPerMinute: 100 });
    expect(quotas.take("m", 5_000)?.granted).toBe(true);
    pass(30);
    expect(quotas.take("m", 5_000)).toMatchObject({ granted: false, retryAfterSeconds: 30 });
    pass(30);
    expect(quotas.take("m", 5_000)?.granted).toBe(true);
  });

  test("never grants more than the burst and the rate allow", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 200 }),
        (requestsPerMinute, burst, gaps) => {
          const { quotas, pass } = atTime();
          quotas.set("m", { requestsPerMinute, burst });
          let granted = 0;
          let elapsed = 0;
          for (const gap of gaps) {
            pass(gap);
            elapsed += gap;
            if (quotas.take("m", 1)?.granted) granted++;
            expect(granted).toBeLessThanOrEqual(burst + (elapsed * requestsPerMinute) / 60 + 1e-6);
          }
        },
      ),
    );
  });
});

test("a quota is read, or refused by name", () => {
  expect(parseQuota({ model: "m", requestsPerMinute: 15 })).toEqual({
    model: "m",
    quota: { requestsPerMinute: 15, burst: 15 },
  });
  expect(() => parseQuota({ requestsPerMinute: 15 })).toThrow(/model/);
  expect(() => parseQuota({ model: "m" })).toThrow(/requestsPerMinute/);
  expect(() => parseQuota({ model: "m", requestsPerMinute: 15, burst: 0.5 })).toThrow(/burst/);
  expect(() => parseQuota({ model: "m", requestsPerMinute: 15, tokensPerMinute: "9" })).toThrow(
    /tokensPerMinute/,
  );
});
