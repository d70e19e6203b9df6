import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import superjson from "superjson";
import { describe, expect, it } from "vitest";
import type { Role } from "../contracts/identity.ts";
import { AppError, ERROR_CODES, HTTP_STATUS } from "../errors.ts";
import { endpoint } from "./http.ts";
import { trpc } from "./root.ts";
import { LEARNER, sent, testServices } from "./testing-services.ts";
import { trpcCode } from "./trpc.ts";

function asRole(role: Role, flags: object = {}) {
  const { open, logged } = testServices({
    identity: { actor: async () => ({ ...LEARNER, userId: "ann", via: "account", role }) },
    flags,
  });
  const { GET, POST } = endpoint(open, { GET: trpc, POST: trpc });
  const set = (input: unknown) =>
    POST(...sent("POST", "/api/trpc/flags.set", { json: superjson.serialize(input) }));
  return { GET, set, logged };
}

it("every code of ours has the same HTTP status there", () => {
  for (const code of ERROR_CODES)
    expect(getHTTPStatusCodeFromError(new TRPCError({ code: trpcCode(code) })), code).toBe(HTTP_STATUS[code]);
});

describe("flags", () => {
  it("are listed and changed by admins, in their name", async () => {
    const asked: unknown[] = [];
    const { GET, set } = asRole("admin", {
      all: () => [{ name: "knowledge", value: true, source: "default", updatedAt: null, updatedBy: null }],
      set: async (...call: unknown[]) => void asked.push(call),
    });
    const list = await GET(...sent("GET", "/api/trpc/flags.list"));
    expect((await list.json()).result.data.json).toMatchObject([
      { name: "knowledge", type: "boolean", source: "default" },
    ]);
    expect((await set({ name: "knowledge", value: false })).status).toBe(200);
    expect(asked).toEqual([["knowledge", false, "ann"]]);
  });

  it("are nobody else's business", async () => {
    for (const role of ["learner", "author"] as const) {
      const { GET, set } = asRole(role);
      expect((await GET(...sent("GET", "/api/trpc/flags.list"))).status).toBe(403);
      expect((await set({ name: "knowledge", value: false })).status).toBe(403);
    }
  });

  it("refuse what does not fit with our code", async () => {
    const refuse = async () => {
      throw new AppError("INVALID", "knowledge must be true or false.", {
        issues: [{ path: "value", message: "must be true or false" }],
      });
    };
    const { set } = asRole("admin", { set: refuse });
    expect((await set({ name: "knowledge" })).status).toBe(400);
    const answer = await set({ name: "knowledge", value: 7 });
    const { json: error } = (await answer.json()).error;
    expect([answer.status, error.message, error.data.appCode]).toEqual([
      400,
      "knowledge must be true or false.",
      "INVALID",
    ]);
  });
});

it("failures that nobody expected show an id only", async () => {
  const { GET, logged } = asRole("admin", {
    all: () => {
      throw new Error("password=hunter2");
    },
  });
  const answer = await GET(...sent("GET", "/api/trpc/flags.list"));
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).not.toMatch(/hunter2|stack/);
  expect(logged).toHaveLength(1);
});

it("inputs are refused as the routes refuse them", async () => {
  const { GET, set } = asRole("admin");
  const answer = await set({ name: "knowledge", value: "yes", sure: true });
  const { json: error } = (await answer.json()).error;
  expect([answer.status, error.data.appCode, error.data.issues]).toEqual([
    400,
    "INVALID",
    [
      { path: "value", message: "is none of the values that can be given" },
      { path: "sure", message: "is not a known field" },
    ],
  ]);
  for (const input of [{ name: "nope" }, { limit: 201 }, { limit: "5" }, "x"]) {
    const query = encodeURIComponent(JSON.stringify(superjson.serialize(input)));
    const history = await GET(...sent("GET", `/api/trpc/flags.history?input=${query}`));
    expect((await history.json()).error.json.data.appCode, JSON.stringify(input)).toBe("INVALID");
  }
});

it("superjson cannot be made to build or change anything", async () => {
  const { GET } = asRole("learner");
  for (const input of [
    { json: { a: 1 }, meta: { values: { "a.__proto__.polluted": ["set"] } } },
    { json: { a: {} }, meta: { values: { "a.constructor.prototype.polluted": ["Date"] } } },
    { json: { a: 1 }, meta: { values: { a: [["class", "x"]] } } },
    { json: { a: 1 }, meta: { values: { a: [["custom", "x"]] } } },
    { json: { a: ["x"] }, meta: { referentialEqualities: { a: ["__proto__.polluted"] } } },
    "[",
  ]) {
    const query = encodeURIComponent(typeof input === "string" ? input : JSON.stringify(input));
    const answer = await GET(...sent("GET", `/api/trpc/account.tokens?input=${query}`));
    expect(answer.status, JSON.stringify(input)).toBe(400);
    expect(await answer.text()).not.toContain("stack");
  }
  expect({}).not.toHaveProperty("polluted");
});

it("few calls fit into one request, and only JSON is a body", async () => {
  const { GET, set } = asRole("admin");
  const many = Array(21).fill("account.me").join(",");
  expect((await GET(...sent("GET", `/api/trpc/${many}?batch=1`))).status).toBe(400);
  expect((await set({ name: "knowledge" })).status).toBe(400);
  const { open } = testServices();
  const { POST } = endpoint(open, { POST: trpc });
  for (const type of ["text/plain", "multipart/form-data; boundary=x", "application/octet-stream"]) {
    const [request, context] = sent("POST", "/api/trpc/flags.set", {
      body: "x",
      headers: { "content-type": type },
    });
    expect((await POST(request, context)).status, type).toBe(400);
  }
});
