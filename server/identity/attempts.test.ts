import { expect, it } from "vitest";
import { createAttempts } from "./attempts.ts";

it("holds back whoever guesses one account's password, and nobody else, until the window ends", () => {
  let now = 1_000_000;
  const attempts = createAttempts(() => now);
  for (let guess = 0; guess < 50; guess++) {
    attempts.check("ann");
    attempts.failed("ann");
  }
  expect(() => attempts.check("ann")).toThrow(expect.objectContaining({ code: "LIMIT", retryAfter: 900 }));
  attempts.check("bob");
  now += 15 * 60_000;
  attempts.check("ann");
  attempts.failed("ann");
  attempts.check("ann");
});

it("remembers so many accounts and no more", () => {
  const attempts = createAttempts(() => 0);
  for (let guess = 0; guess < 50; guess++) attempts.failed("ann");
  for (let account = 0; account < 9_999; account++) attempts.failed(`account ${account}`);
  expect(() => attempts.check("ann")).toThrow();
  attempts.failed("one more");
  attempts.check("ann");
});
