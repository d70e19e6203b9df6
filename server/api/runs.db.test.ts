// The routes of runs on the real engine, as somebody who means no good would use them.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, gate, untilStatus } from "../runs/__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "../runs/__fixtures__/own-engine.ts";
import { createScripted } from "../runs/__fixtures__/scripted.ts";
import { endpoint } from "./http.ts";
import { streamEvents, streamSharedEvents } from "./routes/events.ts";
import { changeRun, deleteRun, listRuns } from "./routes/library.ts";
import { answerRun, cancelRun, createRun, readRun, redoStep } from "./routes/runs.ts";
import { shareRun, unshareRun } from "./routes/sharing.ts";
import { sent, testServices } from "./testing-services.ts";

const scripted = createScripted();
const [ann, bob] = [randomUUID(), randomUUID()];
let engine: OwnEngine;
let routes: ReturnType<typeof openRoutes>;

beforeAll(async () => {
  engine = await openOwnEngine({ pipelines: [scripted.pipeline] });
  routes = openRoutes();
});
afterAll(() => engine.close());

/** The addresses as the files under app/api give them to handlers. */
function openRoutes() {
  const { open } = testServices({
    runs: engine.runs,
    health: { ready: async () => true },
    identity: {
      actor: async (headers) => ({ learnerId: headers.get("cookie") ?? "", role: "learner", via: "cookie" }),
    },
  });
  return {
    runs: endpoint(open, { GET: listRuns, POST: createRun }),
    run: endpoint(open, { GET: readRun, PATCH: changeRun, DELETE: deleteRun }),
    events: endpoint(open, { GET: streamEvents }),
    share: endpoint(open, { POST: shareRun, DELETE: unshareRun }),
    cancel: endpoint(open, { POST: cancelRun }),
    answer: endpoint(open, { POST: answerRun }),
    redo: endpoint(open, { POST: redoStep }),
    shared: endpoint(open, { GET: streamSharedEvents }),
  };
}
type Route = keyof ReturnType<typeof openRoutes>;
type Method = "GET" | "POST" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS";

function ask(
  who: string,
  method: Method,
  route: Route,
  params: Record<string, string | string[]> = {},
  { json, query = "" }: { json?: unknown; query?: string } = {},
): Promise<Response> {
  const headers = { cookie: who };
  return routes[route][method](...sent(method, `/api/x${query}`, { params, headers, json }));
}

async function made(): Promise<string> {
  const id = await scripted.start(engine.runs, ann, (run) =>
    run.step("a", async ({ wish }) => wish ?? "made"),
  );
  await untilStatus(engine.runs, ann, id, "succeeded");
  return id;
}
async function linkOf(id: string): Promise<string> {
  const { url } = await (await ask(ann, "POST", "share", { id })).json();
  return url.slice("/shared/".length);
}
const rowOf = (id: string) => engine.prisma.run.findUnique({ where: { id } });

/** Everything that can be asked of one run. */
const ASKED: [Method, Route, unknown?][] = [
  ["GET", "run"],
  ["HEAD", "run"],
  ["PATCH", "run", { pinned: true }],
  ["DELETE", "run"],
  ["GET", "events"],
  ["HEAD", "events"],
  ["POST", "share"],
  ["DELETE", "share"],
  ["POST", "cancel"],
  ["POST", "answer", { key: "a", value: 1 }],
  ["POST", "redo", { step: "a", wish: "mine" }],
];

describe("a run of another learner", () => {
  it("is 404 for everything, shared or not, and stays as it was", async () => {
    const id = await made();
    for (const isShared of [false, true]) {
      if (isShared) await linkOf(id);
      const before = await rowOf(id);
      for (const [method, route, json] of ASKED) {
        const answer = await ask(bob, method, route, { id }, { json });
        expect([method, route, answer.status]).toEqual([method, route, 404]);
        if (method !== "HEAD") expect((await answer.json()).error.message).toBe("There is no such run.");
      }
      expect(await rowOf(id)).toEqual(before);
    }
    const { runs } = await (await ask(bob, "GET", "runs", {}, { query: "?search=%25&pinned=false" })).json();
    expect(runs).toEqual([]);
  });

  it("is not reached by its link's word, nor a link by a run's id", async () => {
    const id = await made();
    const token = await linkOf(id);
    for (const [method, route, json] of ASKED)
      expect((await ask(ann, method, route, { id: token }, { json })).status).toBe(404);
    expect((await ask(ann, "GET", "shared", { token: id })).status).toBe(404);
  });
});

describe("an id that is none", () => {
  it("is 404, however it is written", async () => {
    const id = await made();
    const odd = [
      "",
      ".",
      "..",
      `../${id}`,
      `${id}/..`,
      `${id}%00`,
      `${id}\0`,
      `${id} `,
      `{${id}}`,
      id.replaceAll("-", ""),
      `${id}' or true --`,
      "__proto__",
      "\ud800",
      "١".repeat(36),
    ];
    for (const one of [...odd, [id, "share"], [id, id]])
      for (const [method, route, json] of ASKED)
        expect((await ask(ann, method, route, { id: one }, { json })).status, String(one)).toBe(404);
    expect((await ask(ann, "GET", "run", { id })).status).toBe(200);
  });
});

describe("a link", () => {
  const events = async (token: string, query = "") => {
    const answer = await ask(bob, "GET", "shared", { token }, { query });
    return { status: answer.status, text: await answer.text(), cookies: answer.headers.getSetCookie() };
  };

  it("shows the run's events as its learner sees them, until it is taken back", async () => {
    const id = await made();
    const token = await linkOf(id);
    const own = await (await ask(ann, "GET", "events", { id })).text();
    expect(own).toContain("event: run-end");
    expect(await events(token)).toEqual({ status: 200, text: own, cookies: [] });
    const { seq } = await engine.runs.snapshot(ann, id);
    expect(await events(token, `?after=${seq}`)).toMatchObject({ status: 204 });
    expect((await ask(ann, "DELETE", "share", { id })).status).toBe(204);
    for (const query of ["", `?after=${seq}`]) expect((await events(token, query)).status).toBe(404);
    const next = await linkOf(id);
    expect(next).not.toBe(token);
    expect((await events(token)).status).toBe(404);
    expect((await events(next)).status).toBe(200);
    await ask(ann, "DELETE", "run", { id });
    expect((await events(next)).status).toBe(404);
  });

  it("shows its own run and no other", async () => {
    const [one, two] = [await made(), await made()];
    const [first, second] = [await linkOf(one), await linkOf(two)];
    await ask(ann, "DELETE", "share", { id: one });
    expect((await events(first)).status).toBe(404);
    expect((await events(second)).status).toBe(200);
    for (const odd of [
      `${second.slice(0, -1)}${second.endsWith("_") ? "-" : "_"}`,
      `${second}/`,
      `../shared/${second}`,
      `${second},${first}`,
      "%",
      "_",
    ])
      expect((await events(odd)).status, odd).toBe(404);
  });

  it("that is taken back ends the streams that it opened, and not its learner's", async () => {
    const [begun, held] = [gate(), gate()];
    const id = await scripted.start(engine.runs, ann, (run) =>
      run.step("a", async () => {
        begun.resolve();
        await held.promise;
      }),
    );
    await begun.promise;
    const token = await linkOf(id);
    const theirs = (await ask(bob, "GET", "shared", { token })).text();
    const mine = (await ask(ann, "GET", "events", { id })).text();
    await ask(ann, "DELETE", "share", { id });
    expect(await theirs).not.toContain("run-end");
    held.resolve();
    expect(await mine).toContain("run-end");
  });
});

describe("methods", () => {
  it("HEAD and OPTIONS look and change nothing", async () => {
    const id = await made();
    const token = await linkOf(id);
    const before = await rowOf(id);
    for (const route of ["run", "events", "share", "redo"] as const) {
      const head = await ask(ann, "HEAD", route, { id });
      expect([route, head.status, await head.text()]).toEqual([
        route,
        route === "share" || route === "redo" ? 405 : 200,
        "",
      ]);
      expect((await ask(bob, "OPTIONS", route, { id })).status).toBe(204);
    }
    expect((await ask(bob, "HEAD", "shared", { token })).status).toBe(200);
    const options = await ask(bob, "OPTIONS", "run", { id: "nothing" });
    expect(options.headers.get("allow")).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
    expect(await rowOf(id)).toEqual(before);
  });
});

describe("a run that is under way", () => {
  it("is deleted with its stream, once", async () => {
    const begun = gate();
    const id = await scripted.start(engine.runs, ann, (run) =>
      run.step("a", ({ signal }) => {
        begun.resolve();
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }),
    );
    await begun.promise;
    const stream = (await ask(ann, "GET", "events", { id })).text();
    const answers = await Promise.all([1, 2, 3].map(() => ask(ann, "DELETE", "run", { id })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404, 404]);
    expect(await stream).not.toContain("run-end");
    await eventually(async () => !engine.worker?.held().includes(id));
    expect((await ask(ann, "GET", "events", { id })).status).toBe(404);
  });

  it("is done anew as wished", async () => {
    const id = await made();
    const answer = await ask(ann, "POST", "redo", { id }, { json: { step: "a", wish: "50% 'bluer' \\" } });
    expect(answer.status).toBe(202);
    expect(await untilStatus(engine.runs, ann, id, "succeeded")).toMatchObject({ result: "50% 'bluer' \\" });
  });
});

describe("searching", () => {
  it("with whatever people type is an answer or a clear no", async () => {
    const learner = randomUUID();
    const topics = ["100% sure", "a_b", "back\\slash", 'it\'s "quoted"'];
    for (const topic of topics)
      await engine.runs.create({ learnerId: learner, kind: "visual", input: { topic } });
    const find = async (search: string) => {
      const query = `?search=${encodeURIComponent(search)}`;
      const answer = await ask(learner, "GET", "runs", {}, { query });
      const { runs, error } = await answer.json();
      return error
        ? [answer.status, error.issues[0].path]
        : runs.map((run: { input: { topic: string } }) => run.input.topic);
    };
    expect(await find("%")).toEqual(["100% sure"]);
    expect(await find("_")).toEqual(["a_b"]);
    expect(await find("\\")).toEqual(["back\\slash"]);
    expect(await find("'")).toEqual(['it\'s "quoted"']);
    expect(await find('"')).toEqual(['it\'s "quoted"']);
    expect(await find('\'; drop table "Run"; --')).toEqual([]);
    expect(await find("")).toHaveLength(topics.length);
    for (const wrong of ["\0", "a\0", "x".repeat(201)]) expect(await find(wrong)).toEqual([400, "search"]);
  });
});
