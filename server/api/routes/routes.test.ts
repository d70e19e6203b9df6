import { describe, expect, it } from "vitest";
import type { RunSnapshot } from "../../contracts/run.ts";
import { AppError } from "../../errors.ts";
import type { CreateRunRequest, Runs } from "../../runs/index.ts";
import { catalogLanguage } from "../catalog.ts";
import { endpoint } from "../http.ts";
import { LEARNER, RUN_ID, sent, testServices } from "../testing-services.ts";
import { changeAccount, claimAdmin, createToken, readAccount, revokeToken } from "./accounts.ts";
import { streamEvents } from "./events.ts";
import { listRuns } from "./library.ts";
import { answerRun, cancelRun, createRun, redoStep } from "./runs.ts";
import { features, health, live, notFound, readCatalog, ready } from "./system.ts";

const created = {
  id: RUN_ID,
  kind: "visual",
  status: "queued",
  url: `/visual/${RUN_ID}`,
  eventsUrl: `/api/runs/${RUN_ID}/events`,
} as const;
const params = { id: RUN_ID };

describe("POST /api/runs", () => {
  const create = async (options: Parameters<typeof sent>[2], isNew = true) => {
    const asked: CreateRunRequest[] = [];
    const { open, recorded } = testServices({
      runs: {
        create: async (request) => {
          asked.push(request);
          return { run: created, isNew };
        },
      },
    });
    const answer = await endpoint(open, { POST: createRun }).POST(...sent("POST", "/api/runs", options));
    return { answer, asked, recorded };
  };
  const json = { kind: "visual", input: { topic: "tides" } };

  it("starts a run of the learner and says where it is", async () => {
    const { answer, asked, recorded } = await create({ json });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(created.url);
    expect(await answer.json()).toEqual(created);
    expect(asked).toEqual([{ ...json, learnerId: LEARNER.learnerId, idempotencyKey: undefined }]);
    expect(recorded).toMatchObject([{ name: "run_created", runId: RUN_ID }]);
  });

  it("gives the same run again for the same key, and counts it once", async () => {
    const { answer, asked, recorded } = await create({ json, headers: { "idempotency-key": "k-1" } }, false);
    expect([answer.status, asked[0]?.idempotencyKey, recorded]).toEqual([200, "k-1", []]);
  });

  it("refuses what it does not know, by name", async () => {
    for (const [options, path] of [
      [{ json: { ...json, colour: 1 } }, "colour"],
      [{ json: { input: {} } }, "kind"],
      [{ json, headers: { "idempotency-key": "" } }, "Idempotency-Key"],
      [{ json, headers: { "idempotency-key": "x".repeat(201) } }, "Idempotency-Key"],
    ] as const) {
      const { answer, asked } = await create(options);
      expect(answer.status).toBe(400);
      expect((await answer.json()).error.issues[0].path).toBe(path);
      expect(asked).toEqual([]);
    }
  });
});

it("GET /api/runs passes its page on, and refuses one that is none", async () => {
  const list: Runs["list"] = async (_, page) => ({ runs: [], next: JSON.stringify(page) });
  const { GET } = endpoint(testServices({ runs: { list } }).open, { GET: listRuns });
  const get = async (query: string) => {
    const answer = await GET(...sent("GET", `/api/runs${query}`));
    return answer.status === 200 ? JSON.parse((await answer.json()).next) : answer.status;
  };
  expect(await get("")).toEqual({ limit: 20 });
  expect(await get("?limit=100&cursor=abc")).toEqual({ limit: 100, cursor: "abc" });
  for (const wrong of ["0", "101", "-1", "1e1", "ten", ""]) expect(await get(`?limit=${wrong}`)).toBe(400);
  for (const wrong of ["?page=2", "?limit=1&limit=2", `?cursor=${"x".repeat(501)}`, "?__proto__=1"])
    expect(await get(wrong), wrong).toBe(400);
});

it("POST …/cancel, /answer and /redo answer 202 with the run, and are recorded", async () => {
  const snapshot = { id: RUN_ID, kind: "visual" } as RunSnapshot;
  const { open, recorded } = testServices({
    runs: { cancel: async () => snapshot, answer: async () => snapshot, redo: async () => snapshot },
  });
  for (const [handler, json] of [
    [cancelRun, undefined],
    [answerRun, { key: "choice:1", value: "b" }],
    [redoStep, { step: "explain:hook" }],
  ] as const) {
    const answer = await endpoint(open, { POST: handler }).POST(...sent("POST", "/api/x", { json, params }));
    expect([answer.status, await answer.json()]).toEqual([202, snapshot]);
  }
  expect(recorded.map(({ name }) => name)).toEqual(["run_cancelled", "run_answered", "run_reopened"]);
});

it("POST …/cancel takes no fields", async () => {
  const { POST } = endpoint(testServices().open, { POST: cancelRun });
  const answer = await POST(...sent("POST", "/api/x", { json: { why: "tired" }, params }));
  expect([answer.status, (await answer.json()).error.issues[0].path]).toEqual([400, "why"]);
});

describe("GET /api/runs/:id/events", () => {
  const openAt = async (path: string, headers: Record<string, string> = {}) => {
    const opened: number[] = [];
    const { open } = testServices({
      runs: {
        openEvents: async (_, id, after) => {
          if (id !== RUN_ID) throw new AppError("NOT_FOUND", "There is no such run.");
          opened.push(after);
          return after >= 9 ? null : { read: async () => null, close: () => {} };
        },
      },
    });
    const answer = await endpoint(open, { GET: streamEvents }).GET(...sent("GET", path, { headers, params }));
    return { answer, after: opened[0] };
  };

  it("begins after the event that the client has", async () => {
    expect((await openAt("/e")).after).toBe(0);
    expect((await openAt("/e?after=4")).after).toBe(4);
    // The address stays when an EventSource comes back; the header is newer.
    expect((await openAt("/e?after=4", { "last-event-id": "7" })).after).toBe(7);
  });

  it("refuses what is no event's id", async () => {
    for (const wrong of ["-1", "1.5", "x", "99999999999", "2147483648", "0x10", "1 2"]) {
      expect((await openAt(`/e?after=${encodeURIComponent(wrong)}`)).answer.status, wrong).toBe(400);
      expect((await openAt("/e", { "last-event-id": wrong })).answer.status, wrong).toBe(400);
    }
  });

  it("is a stream that nobody on the way holds back, or 204 when there is nothing more", async () => {
    const { answer } = await openAt("/e");
    expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(answer.headers.get("cache-control")).toBe("no-cache, no-transform");
    const ended = await openAt("/e?after=9");
    expect([ended.answer.status, await ended.answer.text()]).toEqual([204, ""]);
  });
});

describe("GET /api/catalog/:kind", () => {
  const get = (kind: string, query = "") =>
    endpoint(testServices().open, { GET: readCatalog }).GET(
      ...sent("GET", `/api/catalog/${kind}${query}`, { params: { kind } }),
    );

  it("lists topics with an id and a title in both languages", async () => {
    const { topics } = await (await get("visual")).json();
    expect(topics).toHaveLength(6);
    expect(topics[0]).toEqual({
      id: "blood-circulation",
      title: "Blood circulation",
      titles: { en: "Blood circulation", ja: "血液の循環" },
    });
    expect((await (await get("visual", "?language=ja")).json()).topics[1].title).toBe("光合成");
  });

  it("says clearly what is not there yet, and what never was", async () => {
    for (const kind of ["story", "nonsense", "__proto__", "toString"]) {
      const answer = await get(kind);
      expect(answer.status).toBe(404);
      expect((await answer.json()).error.message).toContain("there are: visual");
    }
  });

  it("takes the language that a reader prefers", () => {
    expect(catalogLanguage("ja-JP,ja;q=0.9,en;q=0.8")).toBe("ja");
    expect(catalogLanguage("de, en;q=0.5, ja;q=0.7")).toBe("ja");
    expect(catalogLanguage("ja;q=0")).toBe("en");
    for (const other of [null, "", "de", ";;;,=", "*"]) expect(catalogLanguage(other)).toBe("en");
  });
});

describe("health", () => {
  const never = () => new Promise<never>(() => {});
  const parts = (status: "ok" | "down") => ({
    database: { status },
    queue: { status },
    models: { status },
    knowledge: { status },
  });

  it("is 200 or 503 with its parts", async () => {
    for (const [status, code] of [
      ["ok", 200],
      ["degraded", 200],
      ["down", 503],
    ] as const) {
      const report = { status, parts: parts(status === "down" ? "down" : "ok") };
      const { open } = testServices({
        health: { report: async () => report, ready: async () => status !== "down" },
      });
      const answer = await endpoint(open, { GET: health }).GET(...sent("GET", "/api/health"));
      expect([answer.status, await answer.json()]).toEqual([code, report]);
      expect(answer.headers.has("retry-after")).toBe(code === 503);
      expect((await endpoint(open, { GET: ready }).GET(...sent("GET", "/api/ready"))).status).toBe(code);
    }
  });

  it("is 503 soon when nothing can be opened, but the process lives", async () => {
    const options = { openWithinMs: 10 };
    expect((await endpoint(never, { GET: health }, options).GET(...sent("GET", "/api/health"))).status).toBe(
      503,
    );
    expect((await endpoint(never, { GET: live }).GET(...sent("GET", "/api/live"))).status).toBe(200);
  });
});

it("GET /api/config/features gives the values for the learner who asks", async () => {
  const values = (audience?: object) => ({ asked: audience }) as never;
  const { GET } = endpoint(testServices({ flags: { values } }).open, { GET: features });
  expect(await (await GET(...sent("GET", "/api/config/features"))).json()).toEqual({
    features: { asked: { learnerId: LEARNER.learnerId } },
  });
});

describe("tokens", () => {
  it("are made and revoked by people, not by tokens", async () => {
    const { open } = testServices({ identity: { actor: async () => ({ ...LEARNER, via: "token" }) } });
    const headers = { authorization: "Bearer x" };
    const { POST, DELETE } = endpoint(open, { POST: createToken, DELETE: revokeToken });
    expect((await POST(...sent("POST", "/api/me/tokens", { json: { name: "x" }, headers }))).status).toBe(
      403,
    );
    expect((await DELETE(...sent("DELETE", "/api/me/tokens/x", { headers, params }))).status).toBe(403);
  });
});

describe("accounts", () => {
  const handleAccounts = async (request: Request) =>
    Response.json({
      path: new URL(request.url).pathname,
      method: request.method,
      type: request.headers.get("content-type"),
      body: await request.text(),
    });
  const { POST, GET, HEAD } = endpoint(testServices({ identity: { handleAccounts } }).open, {
    POST: changeAccount,
    GET: readAccount,
  });
  const signUp = { name: "Ann", email: "a@example.org", password: "long enough" };

  it("get what was checked, and nothing else of the request's body", async () => {
    const answer = await POST(
      ...sent("POST", "/api/auth/sign-up/email", {
        body: ` ${JSON.stringify({ ...signUp, name: " Ann " })} `,
        headers: { "content-type": "application/json; charset=utf-16", "content-length": "999" },
      }),
    );
    expect(await answer.json()).toEqual({
      path: "/api/auth/sign-up/email",
      method: "POST",
      type: "application/json",
      body: JSON.stringify(signUp),
    });
    const session = await GET(...sent("GET", "/api/auth/get-session"));
    expect(await session.json()).toMatchObject({ path: "/api/auth/get-session", method: "GET" });
    expect((await HEAD(...sent("HEAD", "/api/auth/get-session"))).status).toBe(200);
  });

  it.each([
    ["/sign-up/email", { ...signUp, role: "admin" }, "role: is not a known field"],
    ["/sign-up/email", { ...signUp, image: "javascript:alert(1)" }, "image: is not a known field"],
    ["/sign-up/email", { ...signUp, name: "a\u0000b" }, "name: must not contain control characters"],
    ["/sign-up/email", { ...signUp, name: "a\ud800" }, "name: must be well-formed Unicode"],
    ["/sign-up/email", { ...signUp, name: "\u200b\u202e" }, "name: must contain something that can be seen"],
    ["/sign-up/email", { ...signUp, name: "n".repeat(101) }, "name: must be at most 100 characters"],
    ["/sign-up/email", { ...signUp, email: "a" }, "email: must be an e-mail address"],
    ["/sign-up/email", { ...signUp, password: "short" }, "password: must have at least 10 characters"],
    ["/sign-up/email", { ...signUp, password: "123456789\ud800" }, "password: must be well-formed Unicode"],
    ["/sign-in/email", { email: { contains: "@" }, password: "x" }, "email: must be text"],
    [
      "/sign-in/email",
      { email: "a@b.co", password: "x", callbackURL: "https://evil.example.org" },
      "callbackURL: is not a known field",
    ],
    ["/change-password", {}, "currentPassword: is required"],
    ["/sign-out", { everywhere: true }, "everywhere: is not a known field"],
  ])("%s refuses %j: %s", async (path, json, problem) => {
    const answer = await POST(...sent("POST", `/api/auth${path}`, { json }));
    const { error } = await answer.json();
    expect([answer.status, `${error.issues[0].path}: ${error.issues[0].message}`]).toEqual([400, problem]);
  });

  it("take JSON only, of a bounded size, from our own pages, by the right method", async () => {
    const path = "/api/auth/sign-in/email";
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const answers = [
      await POST(...sent("POST", path, { body: "email=a@b.co&password=x", headers: form })),
      await POST(...sent("POST", path, { body: "x".repeat(1_200_000) })),
      await POST(...sent("POST", path, { json: {}, headers: { origin: "https://evil.example.org" } })),
      await GET(...sent("GET", path)),
      await POST(...sent("POST", "/api/auth/get-session", { json: {} })),
      await POST(...sent("POST", "/api/auth/update-user", { json: {} })),
      await GET(...sent("GET", "/api/auth/list-sessions")),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 413, 403, 405, 405, 404, 404]);
    expect(answers[3]?.headers.get("allow")).toBe("POST, OPTIONS");
  });

  it("of a first admin need a whole request", async () => {
    const { POST } = endpoint(testServices().open, { POST: claimAdmin });
    const answer = await POST(
      ...sent("POST", "/api/admin/claim", {
        json: { token: "t", email: "no", password: "short", name: " " },
      }),
    );
    expect(
      (await answer.json()).error.issues.map((issue: { path: string }) => issue.path).toSorted(),
    ).toEqual(["email", "name", "password"]);
  });
});

it("an address that is none is 404 in our form", async () => {
  const { GET } = endpoint(testServices().open, { GET: notFound });
  const answer = await GET(...sent("GET", "/api/nothing/here", { params: { unknown: ["nothing", "here"] } }));
  expect([answer.status, (await answer.json()).error.code]).toEqual([404, "NOT_FOUND"]);
});
