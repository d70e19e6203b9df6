import { describe, expect, it } from "vitest";
import type { RunSnapshot } from "../../contracts/run.ts";
import { AppError } from "../../errors.ts";
import type { EventReader, Runs } from "../../runs/index.ts";
import { endpoint, type Handler } from "../http.ts";
import { LEARNER, RUN_ID, sent, testServices } from "../testing-services.ts";
import { streamSharedEvents } from "./events.ts";
import { changeRun, deleteRun, listRuns } from "./library.ts";
import { redoStep } from "./runs.ts";
import { shareRun, unshareRun } from "./sharing.ts";

const params = { id: RUN_ID };
const TOKEN = "abcdefghijklmnopqrstuvwx";
const snapshot = (fields: Partial<RunSnapshot> = {}) =>
  ({ id: RUN_ID, kind: "visual", sharedUrl: null, ...fields }) as RunSnapshot;

type Method = "GET" | "POST" | "PATCH" | "DELETE";
/** Asks one handler, and tells which of `runs` it used, with what. */
async function ask(
  method: Method,
  handler: Handler,
  runs: Partial<Runs>,
  options: Parameters<typeof sent>[2] = {},
  path = "/api/x",
) {
  const used: unknown[][] = [];
  const watched = Object.fromEntries(
    Object.entries(runs).map(([name, work]) => [
      name,
      (...given: never[]) => {
        used.push([name, ...given]);
        return (work as (...given: never[]) => unknown)(...given);
      },
    ]),
  );
  const { open, recorded } = testServices({ runs: watched });
  const handlers = endpoint(open, { [method]: handler });
  const answer = await handlers[method](...sent(method, path, { params, ...options }));
  const text = await answer.text();
  const names = recorded.map(({ name, data }) => [name, data]);
  return { status: answer.status, body: text && JSON.parse(text), used, names, answer };
}

describe("GET /api/runs", () => {
  const list: Runs["list"] = async (_, page) => ({ runs: [], next: JSON.stringify(page) });
  const get = async (query: string) => {
    const { status, body } = await ask("GET", listRuns, { list }, {}, `/api/runs${query}`);
    return status === 200 ? JSON.parse(body.next) : body.error.issues[0].path;
  };

  it("passes on what is looked for", async () => {
    expect(await get("?search=")).toEqual({ limit: 20, search: "" });
    expect(await get("?search=a+%25%5C%27%22%00b&pinned=true")).toEqual({
      limit: 20,
      search: "a %\\'\"\0b",
      pinned: true,
    });
    expect(await get("?pinned=false")).toEqual({ limit: 20, pinned: false });
  });

  it("refuses what is neither yes nor no, and what is said twice", async () => {
    for (const wrong of ["", "1", "TRUE", "yes", "null"])
      expect(await get(`?pinned=${wrong}`)).toBe("pinned");
    expect(await get("?search=a&search=b")).toBe("search");
    expect(await get("?pinned=true&pinned=true")).toBe("pinned");
    expect(await get("?searches=a")).toBe("searches");
  });
});

describe("PATCH /api/runs/:id", () => {
  const pin: Runs["pin"] = async (_, id, pinned) => snapshot({ id, pinned });

  it("answers with the run as it is now", async () => {
    for (const pinned of [true, false]) {
      const { status, body, used } = await ask("PATCH", changeRun, { pin }, { json: { pinned } });
      expect([status, body.pinned]).toEqual([200, pinned]);
      expect(used).toEqual([["pin", LEARNER.learnerId, RUN_ID, pinned]]);
    }
  });

  it("takes nothing but a yes or no", async () => {
    for (const [json, path] of [
      [{}, "pinned"],
      [{ pinned: "true" }, "pinned"],
      [{ pinned: 1 }, "pinned"],
      [{ pinned: null }, "pinned"],
      [{ pinned: true, status: "succeeded" }, "status"],
      [{ pinned: true, shareToken: TOKEN }, "shareToken"],
    ] as const) {
      const { status, body, used } = await ask("PATCH", changeRun, { pin }, { json });
      expect([status, body.error.issues[0].path, used]).toEqual([400, path, []]);
    }
    expect((await ask("PATCH", changeRun, { pin })).status).toBe(400);
  });
});

describe("DELETE /api/runs/:id", () => {
  it("deletes the run and records of what kind it was", async () => {
    const remove = async () => {};
    const { status, body, used, names } = await ask("DELETE", deleteRun, {
      snapshot: async () => snapshot(),
      remove,
    });
    expect([status, body]).toEqual([204, ""]);
    expect(used.at(-1)).toEqual(["remove", LEARNER.learnerId, RUN_ID]);
    expect(names).toEqual([["run_deleted", { kind: "visual" }]]);
  });

  it("records nothing when there was nothing to delete any more", async () => {
    const remove = async () => {
      throw new AppError("NOT_FOUND", "There is no such run.");
    };
    const { status, names } = await ask("DELETE", deleteRun, { snapshot: async () => snapshot(), remove });
    expect([status, names]).toEqual([404, []]);
  });

  it("is not done for a page of another site", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await ask("DELETE", deleteRun, {}, { headers })).status).toBe(403);
  });
});

describe("POST and DELETE /api/runs/:id/share", () => {
  const share = async () => ({ token: TOKEN });
  const unshare = async () => {};
  const shared = async () => snapshot({ sharedUrl: `/shared/${TOKEN}` });

  it("give the link's path, and record what changed", async () => {
    const first = await ask("POST", shareRun, { snapshot: async () => snapshot(), share });
    expect([first.status, first.body]).toEqual([200, { url: `/shared/${TOKEN}` }]);
    expect(first.names).toEqual([["run_shared", { kind: "visual" }]]);
    const again = await ask("POST", shareRun, { snapshot: shared, share }, { json: {} });
    expect([again.status, again.body, again.names]).toEqual([200, first.body, []]);
  });

  it("take the link back, and record what changed", async () => {
    const first = await ask("DELETE", unshareRun, { snapshot: shared, unshare });
    expect([first.status, first.body]).toEqual([204, ""]);
    expect(first.names).toEqual([["run_unshared", { kind: "visual" }]]);
    const again = await ask("DELETE", unshareRun, { snapshot: async () => snapshot(), unshare });
    expect([again.status, again.names]).toEqual([204, []]);
  });

  it("take no wishes for a link, and record no link", async () => {
    const { status, body } = await ask("POST", shareRun, {}, { json: { token: "mine" } });
    expect([status, body.error.issues[0].path]).toEqual([400, "token"]);
  });
});

describe("POST /api/runs/:id/redo", () => {
  const redo: Runs["redo"] = async () => snapshot();

  it("passes a wish on as a line of text", async () => {
    const plain = await ask("POST", redoStep, { redo }, { json: { step: "draw:a" } });
    expect(plain.used).toEqual([["redo", LEARNER.learnerId, RUN_ID, "draw:a", undefined]]);
    const wished = await ask(
      "POST",
      redoStep,
      { redo },
      { json: { step: "draw:a", wish: " in e\u0301clat " } },
    );
    expect([wished.status, wished.used[0]?.at(-1)]).toEqual([202, "in éclat"]);
    // No words of people are recorded.
    expect(wished.names).toEqual([["run_reopened", { kind: "visual", step: "draw:a" }]]);
  });

  it.each(["", " ", "a\nb", "a\0b", "\u200b", "a\ud800", "x".repeat(201), 1, null, ["a"]])(
    "refuses %j for a wish",
    async (wish) => {
      const { status, body, used } = await ask("POST", redoStep, { redo }, { json: { step: "a", wish } });
      expect([status, body.error.issues[0].path, used]).toEqual([400, "wish", []]);
    },
  );
});

describe("GET /api/shared/:token/events", () => {
  async function look(method: "GET" | "HEAD", options: Parameters<typeof sent>[2] = {}, query = "") {
    const opened: unknown[][] = [];
    let closed = 0;
    const reader: EventReader = { read: async () => null, close: () => void closed++ };
    const { open } = testServices({
      identity: {
        actor: async () => {
          throw new Error("Nobody asks who looks.");
        },
      },
      runs: {
        openSharedEvents: async (...asked) => {
          opened.push(asked);
          if (asked[0] !== TOKEN) throw new AppError("NOT_FOUND", "There is nothing to see at this link.");
          return asked[1] >= 9 ? null : reader;
        },
      },
    });
    const handlers = endpoint(open, { GET: streamSharedEvents });
    const request = sent(method, `/api/shared/${TOKEN}/events${query}`, {
      params: { token: TOKEN },
      ...options,
    });
    const answer = await handlers[method](...request);
    return { answer, opened, closed: () => closed };
  }

  it("is the run's own stream, for whoever has the link, and gives nobody a cookie", async () => {
    const { answer, opened } = await look("GET", {
      headers: { cookie: "learner=tampered", "last-event-id": "3" },
    });
    expect([answer.status, opened]).toEqual([200, [[TOKEN, 3]]]);
    expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await look("GET", {}, "?after=9")).answer.status).toBe(204);
    expect((await look("GET", {}, "?after=x")).answer.status).toBe(400);
    expect((await look("GET", {}, "?token=x")).answer.status).toBe(400);
  });

  it("is 404 without a link, in whatever form it is missing", async () => {
    for (const token of ["", "x", "../runs", "..%2fruns", `${TOKEN}\0`, [TOKEN, "events"], [TOKEN, TOKEN]]) {
      const { answer } = await look("GET", { params: { token } });
      expect([answer.status, (await answer.json()).error.code]).toEqual([404, "NOT_FOUND"]);
    }
    expect((await look("GET", { params: {} })).answer.status).toBe(404);
  });

  it("holds no reader for HEAD", async () => {
    const { answer, closed } = await look("HEAD");
    expect([answer.status, await answer.text(), closed()]).toEqual([200, "", 1]);
  });

  it("takes nothing but a look", async () => {
    const { open } = testServices();
    const { POST, DELETE, OPTIONS } = endpoint(open, { GET: streamSharedEvents });
    for (const [method, handler] of [
      ["POST", POST],
      ["DELETE", DELETE],
    ] as const)
      expect((await handler(...sent(method, "/api/x"))).status).toBe(405);
    const options = await OPTIONS(...sent("OPTIONS", "/api/x"));
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
    expect(options.headers.has("access-control-allow-origin")).toBe(false);
  });
});
