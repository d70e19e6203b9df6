import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { asAdmin, asLearner, endpoint, type Handler } from "./http.ts";
import { LEARNER, sent, testServices } from "./testing-services.ts";

const Body = z.strictObject({
  name: z.string().min(1, "must not be empty"),
  size: z.object({ width: z.int() }).optional(),
});
const anything: Handler = async () => Response.json({ a: 1 });
const echo = asLearner(async ({ body }) => Response.json(await body(Body)));

async function post(options: Parameters<typeof sent>[2], parts: Parameters<typeof testServices>[0] = {}) {
  const { POST } = endpoint(testServices(parts).open, { POST: echo });
  const answer = await POST(...sent("POST", "/api/echo", options));
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

describe("bodies", () => {
  it("are read and checked", async () => {
    const { status, body, headers } = await post({ json: { name: "x" } });
    expect([status, body]).toEqual([200, { name: "x" }]);
    expect(headers.getSetCookie()).toEqual(["learner=signed; Path=/"]);
  });

  it("may not be compressed, and must be UTF-8", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    expect((await post({ body: "{}", headers })).body.error.message).toMatch(/without Content-Encoding/);
    const bytes = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);
    expect((await post({ body: bytes, headers: { "content-type": "application/json" } })).status).toBe(400);
    expect(
      (await post({ body: '\ufeff{"name":"x"}', headers: { "content-type": "application/json" } })).status,
    ).toBe(200);
  });

  it("may be as deep or as strange as they like", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const body of [deep, `{"name":${deep}}`, `{"name":"x","size":${deep}}`, '{"name":1e400}', "1", ""])
      expect((await post({ body, headers: { "content-type": "application/json" } })).status).toBe(400);
    const proto = {
      body: '{"name":"x","__proto__":{"size":1}}',
      headers: { "content-type": "application/json" },
    };
    expect((await post(proto)).body.error.issues).toEqual([
      { path: "__proto__", message: "is not a known field" },
    ]);
  });

  it("are refused with every wrong field named, unknown ones too", async () => {
    const { status, body } = await post({
      json: { name: "", size: { width: 1.5 }, colour: "red", shape: 1 },
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe("INVALID");
    expect(body.error.issues.map((issue: { path: string }) => issue.path).toSorted()).toEqual([
      "colour",
      "name",
      "shape",
      "size.width",
    ]);
  });

  it.each([
    ["no body", {}],
    ["no JSON", { body: "{", headers: { "content-type": "application/json" } }],
    ["another content type", { body: '{"name":"x"}', headers: { "content-type": "text/plain" } }],
    [
      "bytes that are no UTF-8",
      { body: new Uint8Array([0x22, 0xff, 0x22]), headers: { "content-type": "application/json" } },
    ],
    ["a list", { json: [] }],
    ["nothing at all", { json: null }],
  ])("are refused kindly: %s", async (_, options) => {
    const { status, body } = await post(options);
    expect([status, body.error.code]).toEqual([400, "INVALID"]);
    expect(body.error.message).toMatch(/^[A-Z].*\.$/);
  });

  it("may have 1 MiB and no byte more, with or without a length given beforehand", async () => {
    const text = (bytes: number) => `{"name":"${"x".repeat(bytes - 11)}"}`;
    const inPieces = (body: string) =>
      new ReadableStream({
        start(controller) {
          const bytes = new TextEncoder().encode(body);
          for (let at = 0; at < bytes.length; at += 50_000)
            controller.enqueue(bytes.subarray(at, at + 50_000));
          controller.close();
        },
      });
    const headers = { "content-type": "application/json" };
    for (const form of [(body: string) => body, inPieces]) {
      expect((await post({ body: form(text(1_048_576)), headers })).status).toBe(200);
      const { status, body } = await post({ body: form(text(1_048_577)), headers });
      expect([status, body.error.code]).toEqual([413, "TOO_LARGE"]);
    }
    expect(
      (await post({ body: inPieces(text(1_200_000)), headers: { ...headers, "content-length": "10" } }))
        .status,
    ).toBe(413);
  });

  it("are not kept in memory and not read to their end when there is no end", async () => {
    let pulled = 0;
    const cancel = vi.fn();
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(1_048_576));
      },
      cancel,
    });
    expect((await post({ body: endless, headers: { "content-type": "application/json" } })).status).toBe(413);
    expect(pulled).toBeLessThan(30);
    expect(cancel).toHaveBeenCalled();
  });
});

describe("methods", () => {
  const { GET, PUT, HEAD, OPTIONS } = endpoint(testServices().open, { GET: anything });

  it("that an address does not take are answered in our form, with those it takes", async () => {
    const answer = await PUT(...sent("PUT", "/api/x"));
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(await answer.json()).toEqual({
      error: { code: "METHOD_NOT_ALLOWED", message: "This address takes GET." },
    });
    expect((await OPTIONS(...sent("OPTIONS", "/api/x"))).headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  it("HEAD is GET without its body", async () => {
    const [whole, head] = [await GET(...sent("GET", "/api/x")), await HEAD(...sent("HEAD", "/api/x"))];
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect([...head.headers]).toEqual([...whole.headers]);
  });
});

describe("requests from other sites", () => {
  const cases: [Record<string, string>, number][] = [
    [{}, 200],
    [{ "sec-fetch-site": "same-origin" }, 200],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ origin: "http://localhost:3000" }, 200],
    [{ origin: "https://learn.example.org" }, 200],
    [{ origin: "https://evil.example.org" }, 403],
    [{ origin: "http://localhost:3001" }, 403],
    [{ origin: "http://localhost:3000.evil.example.org" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "https://evil.example.org", authorization: "Bearer x" }, 200],
  ];
  it.each(cases)("%o: %i", async (headers, status) => {
    const env = { appUrl: "https://learn.example.org" };
    expect((await post({ json: { name: "x" }, headers }, { env })).status).toBe(status);
  });

  it("may read what anybody may read", async () => {
    const { GET } = endpoint(testServices().open, { GET: anything });
    expect(
      (await GET(...sent("GET", "/api/x", { headers: { "sec-fetch-site": "cross-site" } }))).status,
    ).toBe(200);
  });
});

describe("who asks", () => {
  it("is told to go without a tampered cookie", async () => {
    const { status, body, headers } = await post({
      json: { name: "x" },
      headers: { cookie: "learner=tampered" },
    });
    expect([status, body.error.code]).toEqual([401, "UNAUTHENTICATED"]);
    expect(headers.getSetCookie()).toEqual(["learner=; Max-Age=0; Path=/"]);
  });

  it("keeps their cookie when their request fails", async () => {
    const { status, headers } = await post({ json: {} });
    expect([status, headers.getSetCookie()]).toEqual([400, ["learner=signed; Path=/"]]);
  });

  it("must be an admin where only admins may", async () => {
    const statusFor = async (actor: object) => {
      const { open } = testServices({ identity: { actor: async () => ({ ...LEARNER, ...actor }) } });
      const { GET } = endpoint(open, { GET: asAdmin(async () => Response.json({})) });
      return (await GET(...sent("GET", "/api/x"))).status;
    };
    expect(await statusFor({})).toBe(401);
    expect(await statusFor({ via: "account" })).toBe(403);
    expect(await statusFor({ via: "token", role: "author" })).toBe(403);
    expect(await statusFor({ via: "account", role: "admin" })).toBe(200);
  });
});

describe("failures", () => {
  async function failing(error: unknown) {
    const { open, logged } = testServices();
    const { GET } = endpoint(open, {
      GET: asLearner(async () => {
        throw error;
      }),
    });
    const answer = await GET(...sent("GET", "/api/x"));
    return { answer, error: (await answer.json()).error, logged };
  }

  it("that are expected say what they are", async () => {
    const state = { id: "x", status: "succeeded" };
    const conflict = await failing(new AppError("CONFLICT", "It has ended.", { data: { state, other: 1 } }));
    expect([conflict.answer.status, conflict.error]).toEqual([
      409,
      { code: "CONFLICT", message: "It has ended.", state },
    ]);
    const limit = await failing(new AppError("LIMIT", "Too many.", { retryAfter: 2.2 }));
    expect([limit.answer.status, limit.answer.headers.get("retry-after"), limit.error.retryAfter]).toEqual([
      429,
      "3",
      2.2,
    ]);
  });

  it("that nobody expected show an id and no detail; the log has both", async () => {
    for (const thrown of [
      new Error("password=hunter2"),
      "hunter2",
      undefined,
      new AppError("INTERNAL", "hunter2"),
    ]) {
      const { answer, error, logged } = await failing(thrown);
      expect([answer.status, error.code]).toEqual([500, "INTERNAL"]);
      expect(JSON.stringify(error)).not.toContain("hunter2");
      expect(logged).toMatchObject([{ err: thrown, id: /[0-9a-f-]{36}/.exec(error.message)?.[0] }]);
    }
  });

  it("of the database are 503 with a time to come back", async () => {
    const { answer, error } = await failing(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }));
    expect([answer.status, answer.headers.get("retry-after"), error.code]).toEqual([503, "5", "UNAVAILABLE"]);
  });

  it("to open the services are answered soon", async () => {
    const handlers = { GET: asLearner(async () => Response.json({})) };
    const never = endpoint(() => new Promise(() => {}), handlers, { openWithinMs: 10 });
    expect((await never.GET(...sent("GET", "/api/x"))).status).toBe(503);
    const refused = endpoint(
      () => Promise.reject(Object.assign(new Error(), { code: "ECONNREFUSED" })),
      handlers,
    );
    expect((await refused.GET(...sent("GET", "/api/x"))).status).toBe(503);
  });

  it("and successes alike carry the security headers", async () => {
    for (const { headers } of [await post({ json: { name: "x" } }), await post({})]) {
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  });
});

it("what would belong to nobody is refused, with a cookie for the next try; reading goes on", async () => {
  const stale = { ...LEARNER, isStale: true, setCookie: "learner=next; Path=/" } as const;
  const { open } = testServices({ identity: { actor: async () => stale } });
  const { GET, POST } = endpoint(open, { GET: asLearner(anything), POST: echo });
  const refused = await POST(...sent("POST", "/api/echo", { json: { name: "x" } }));
  expect([refused.status, refused.headers.getSetCookie()]).toEqual([401, [stale.setCookie]]);
  expect((await refused.json()).error.message).toBe("You signed in or out meanwhile. Please try again.");
  expect((await GET(...sent("GET", "/api/echo"))).status).toBe(200);
});

describe("a database that hangs", () => {
  const hang = (isReady: () => boolean) =>
    testServices({ health: { ready: async () => isReady() }, identity: {} }).open;

  it("is said after a short while, and a stream that comes too late is closed", async () => {
    const { promise: late, resolve } = Promise.withResolvers<Response>();
    const cancel = vi.fn();
    const { GET } = endpoint(
      hang(() => false),
      { GET: asLearner(() => late) },
      { lookEveryMs: 5 },
    );
    const answer = await GET(...sent("GET", "/api/slow"));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    resolve(new Response(new ReadableStream({ cancel })));
    await vi.waitFor(() => expect(cancel).toHaveBeenCalled());
  });

  it("is told from work that takes its time", async () => {
    let looks = 0;
    const { promise: done, resolve } = Promise.withResolvers<Response>();
    const ready = () => {
      if (++looks === 3) resolve(Response.json({ done: true }));
      return true;
    };
    const { GET } = endpoint(hang(ready), { GET: asLearner(() => done) }, { lookEveryMs: 2 });
    expect((await GET(...sent("GET", "/api/slow"))).status).toBe(200);
  });
});
