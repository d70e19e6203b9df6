import { describe, expect, it } from "vitest";
import { config, contentSecurityPolicy } from "./proxy.ts";

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
