import { describe, expect, it } from "vitest";
import { addressOf } from "./accounts.ts";

const from = (forwarded: string, trustProxy: boolean, email = "a@example.org") =>
  addressOf(new Headers({ "x-forwarded-for": forwarded }), JSON.stringify({ email }), trustProxy);

describe("whose attempts to sign in are counted together", () => {
  it("those for one account, whatever addresses a client writes, unless a proxy is trusted", () => {
    expect(from("1.1.1.1", false)).toBe(from("2.2.2.2", false));
    expect(from("1.1.1.1", false)).not.toBe(from("1.1.1.1", false, "b@example.org"));
    expect(from("1.1.1.1", false, " A@Example.org ")).toBe(from("1.1.1.1", false));
  });

  it("those from the address that the trusted proxy saw: the last one", () => {
    expect(from("6.6.6.6, 1.1.1.1", true)).toBe("1.1.1.1");
    expect(from("2001:db8::1", true)).toBe("2001:db8::1");
  });

  it("those for one account again when what a proxy wrote is no address", () => {
    for (const garbage of ["unknown", "", " ", "1.1.1.1, ", "1.1.1.1:80", "999.1.1.1"])
      expect(from(garbage, true), garbage).toBe(from("", false));
  });

  it("those of one browser where no account is named", () => {
    const of = (cookie: string) => addressOf(new Headers({ cookie }), "{}", false);
    expect(of("learner=a")).not.toBe(of("learner=b"));
    expect(of("learner=a")).toBe(of("learner=a"));
  });

  it("and bodies that are no JSON, or have no e-mail, count as one", () => {
    const bodies = [undefined, "", "{", "[]", "null", '{"email":5}'];
    const addresses = bodies.map((body) => addressOf(new Headers(), body, false));
    expect(new Set(addresses).size).toBe(1);
  });
});
