import { NextRequest } from "next/server";
import { afterEach, describe, expect, it } from "vitest";
import { config, contentSecurityPolicy, proxy } from "./proxy.ts";

describe("the content security policy", () => {
  it("runs scripts by nonce only", () => {
    expect(contentSecurityPolicy("abc", { isDev: false, isHttps: false })).toBe(
      "default-src 'self'; script-src 'self' 'nonce-abc' 'strict-dynamic'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' blob: data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'",
    );
  });

  it("asks for https only where there is https, and lets the development server do its work", () => {
    expect(contentSecurityPolicy("abc", { isDev: false, isHttps: true })).toContain(
      "upgrade-insecure-requests",
    );
    expect(contentSecurityPolicy("abc", { isDev: true, isHttps: false })).toMatch(
      /'unsafe-eval'.*connect-src 'self' ws:/,
    );
  });
});

it("passes over routes and built files, and over nothing else", () => {
  const matcher = new RegExp(`^${config.matcher}$`);
  for (const path of ["/", "/library", "/visual/1", "/apiary", "/health"])
    expect(matcher.test(path), path).toBe(true);
  for (const path of ["/api", "/api/runs", "/_next/static/chunks/a.js"])
    expect(matcher.test(path), path).toBe(false);
});

describe("a page", () => {
  const SERVICES = Symbol.for("learn-x.services");
  const held = globalThis as { [SERVICES]?: Promise<unknown> };
  afterEach(() => {
    delete held[SERVICES];
  });

  const visit = (path: string, { method = "GET", headers = {}, isReady = true } = {}) => {
    held[SERVICES] = Promise.resolve({
      env: { appUrl: undefined },
      health: { ready: async () => isReady },
      identity: { pageCookie: async () => ({ value: "v", setCookie: "learner=v; Path=/" }) },
    });
    return proxy(new NextRequest(`http://localhost:3000${path}`, { method, headers }));
  };
  const isPassedOn = (answer: Response) => answer.headers.get("x-middleware-next") === "1";

  it("has a nonce of its own, whatever the request claims, and the learner's cookie", async () => {
    const headers = { "x-nonce": "mine", "content-security-policy": "script-src *" };
    const answers = [await visit("/", { headers }), await visit("/", { headers })];
    const policies = answers.map((answer) => answer.headers.get("content-security-policy"));
    expect(new Set(policies).size).toBe(2);
    for (const [index, answer] of answers.entries()) {
      expect(isPassedOn(answer)).toBe(true);
      expect(answer.headers.get("x-middleware-request-content-security-policy")).toBe(policies[index]);
      expect(policies[index]).toContain(`'nonce-${answer.headers.get("x-middleware-request-x-nonce")}'`);
      expect(answer.headers.getSetCookie()).toEqual(["learner=v; Path=/"]);
    }
  });

  it("says that the database is away, in the reader's language, and needs nothing else for that", async () => {
    for (const [language, words] of [
      ["en", "Nothing you made is lost"],
      ["ja", "作成したものは失われていません"],
    ] as const) {
      const answer = await visit("/library", { isReady: false, headers: { "accept-language": language } });
      expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual(
        [503, "5", "no-store"],
      );
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      const html = await answer.text();
      expect(html).toContain(`<html lang="${language}">`);
      expect(html).toContain(words);
      expect(html).not.toMatch(/<script|<link|src=/);
    }
  });

  it("is only ever read", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await visit("/", { method, headers: { "next-action": "0".repeat(42) } });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    }
    expect(isPassedOn(await visit("/health", { method: "POST" }))).toBe(true);
  });

  it("is not a file: those come while the database is away, and without a cookie", async () => {
    for (const path of ["/robots.txt", "/mark.svg", "/_next/image"]) {
      const answer = await visit(path, { isReady: false });
      expect([isPassedOn(answer), answer.headers.getSetCookie()]).toEqual([true, []]);
    }
  });
});
