import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLearnerCookies, newLearnerId } from "./cookie.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const key = randomBytes(32);
const at = (time: number, secure = false) => createLearnerCookies(key, secure, () => time);

describe("learner cookies", () => {
  const learnerId = newLearnerId();
  const value = at(START).sign(learnerId);

  it("are read as they were signed", () => {
    expect(at(START).read(`theme=dark; learner=${value}; x=y`)).toEqual({
      state: "valid",
      learnerId,
      value,
      renew: false,
    });
    expect(at(START).read("theme=dark; learners=1")).toEqual({ state: "none" });
    expect(at(START).read(null)).toEqual({ state: "none" });
  });

  it("are refused with any byte changed, by any bit", () => {
    for (let index = 0; index < value.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const bytes = Buffer.from(value, "latin1");
        bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << bit), index);
        const changed = bytes.toString("latin1");
        // A separator of cookies or a space at the end is not part of the value.
        if (changed.split(";")[0]?.trim() === value) continue;
        expect(at(START).read(`learner=${changed}`).state, `byte ${index}, bit ${bit}`).toBe("tampered");
      }
    }
  });

  it("are refused when cut, extended or made up", () => {
    for (let length = 0; length < value.length; length++)
      expect(at(START).read(`learner=${value.slice(0, length)}`).state).toBe("tampered");
    expect(at(START).read(`learner=${value}A`).state).toBe("tampered");
    fc.assert(fc.property(fc.string(), (text) => at(START).read(`learner=${text}`).state !== "valid"));
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.nat(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (id, issued, bytes) => {
          const forged = `${id}.${issued}.${Buffer.from(bytes).toString("base64url")}`;
          return at(START).read(`learner=${forged}`).state === "tampered";
        },
      ),
    );
  });

  it("are refused by another key", () => {
    expect(createLearnerCookies(randomBytes(32), false).read(`learner=${value}`).state).toBe("tampered");
  });

  it("are found beside a foreign one of the same name", () => {
    expect(at(START).read(`learner=nonsense; learner=${value}`).state).toBe("valid");
  });

  it("are renewed after a day and forgotten after 400", () => {
    expect(at(START + 2 * DAY).read(`learner=${value}`)).toMatchObject({ state: "valid", renew: true });
    expect(at(START + 399 * DAY).read(`learner=${value}`)).toMatchObject({ state: "valid" });
    expect(at(START + 401 * DAY).read(`learner=${value}`)).toEqual({ state: "none" });
  });

  it("say how the browser shall keep them", () => {
    expect(at(START).set(value)).toBe(`learner=${value}; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax`);
    expect(at(START, true).set(value)).toMatch(/; Secure$/);
    expect(at(START).clear()).toMatch(/^learner=; Max-Age=0; Path=\//);
  });
});
