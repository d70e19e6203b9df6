import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../db.ts";
import { openTestDatabase, startTestPostgres } from "../start/testing.ts";
import { createIdentity } from "./identity.ts";
import type { Identity } from "./types.ts";

let url: string;
let database: Database;
let identity: Identity;
const closing: (() => unknown)[] = [];

const open = (prisma = database.prisma, options: { secret?: string; appUrl?: string } = {}) =>
  createIdentity({
    prisma,
    secret: options.secret,
    appUrl: options.appUrl,
    trustProxy: false,
    admin: { email: "Boss@example.org", password: "the boss's password" },
    log: { warn: () => {} },
  });

beforeEach(async () => {
  const fresh = await openTestDatabase();
  url = fresh.url;
  database = openDatabase(url);
  identity = open();
  closing.push(
    () => fresh.close(),
    () => database.close(),
  );
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const withCookie = (...pairs: string[]) => new Headers({ cookie: pairs.join("; ") });
const pairOf = (setCookie = "") => setCookie.split(";")[0] ?? "";

/** A browser: keeps cookies, and goes on to talk to the identity. */
function createBrowser() {
  const jar = new Map<string, string>();
  const keep = (lines: string[]) => {
    for (const line of lines) {
      const [name = "", value = ""] = pairOf(line).split(/=(.*)/s);
      if (/Max-Age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  };
  const headers = () => withCookie(...[...jar].map(([name, value]) => `${name}=${value}`));
  return {
    headers,
    async actor() {
      const actor = await identity.actor(headers());
      if (actor.setCookie) keep([actor.setCookie]);
      return actor;
    },
    async accounts(path: string, body: object = {}) {
      const sent = headers();
      sent.set("content-type", "application/json");
      const request = new Request(`http://localhost/api/auth${path}`, {
        method: "POST",
        headers: sent,
        body: JSON.stringify(body),
      });
      const answer = await identity.handleAccounts(request);
      keep(answer.headers.getSetCookie());
      return answer;
    },
  };
}
const account = (name: string) => ({
  name,
  email: `${name}@example.org`,
  password: `${name}'s long password`,
});

async function addRun(learnerId: string, idempotencyKey?: string) {
  await identity.ensureLearner(learnerId);
  const run = { id: randomUUID(), learnerId, kind: "visual", input: {}, idempotencyKey };
  await database.prisma.run.create({ data: run });
  return run.id;
}
const runsOf = async (learnerId: string) =>
  new Set((await database.prisma.run.findMany({ where: { learnerId } })).map((run) => run.id));

describe("an anonymous learner", () => {
  it("is new without a cookie and the same with it, and has no row until one is needed", async () => {
    const first = await identity.actor(new Headers());
    expect(first).toMatchObject({ role: "learner", via: "cookie" });
    const again = await identity.actor(withCookie(pairOf(first.setCookie)));
    expect(again).toEqual({ learnerId: first.learnerId, role: "learner", via: "cookie" });
    expect(await database.prisma.learner.count()).toBe(0);
    await Promise.all([1, 2, 3].map(() => identity.ensureLearner(first.learnerId)));
    expect(await database.prisma.learner.count()).toBe(1);
  });

  it("is refused with a tampered cookie; a page replaces it", async () => {
    const tampered = withCookie(`${pairOf((await identity.actor(new Headers())).setCookie)}x`);
    await expect(identity.actor(tampered)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const page = await identity.pageCookie(tampered);
    expect(await identity.actor(withCookie(pairOf(page.setCookie)))).not.toHaveProperty("setCookie");
  });

  it("is known to every process: the secret is made once, even when all begin at once", async () => {
    const others = [1, 2, 3, 4].map(() => open());
    const cookies = await Promise.all(others.map((other) => other.pageCookie(new Headers())));
    for (const { setCookie } of cookies)
      for (const other of [...others, open()]) await other.actor(withCookie(pairOf(setCookie)));
    await expect(
      open(database.prisma, { secret: "another ".repeat(5) }).actor(
        withCookie(pairOf(cookies[0]?.setCookie)),
      ),
    ).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("accounts", () => {
  it("make the browser's learner theirs, with all its runs", async () => {
    const browser = createBrowser();
    const before = await browser.actor();
    const run = await addRun(before.learnerId);
    await browser.accounts("/sign-up/email", account("ann"));
    const after = await browser.actor();
    expect(after).toMatchObject({ learnerId: before.learnerId, via: "account", role: "learner" });
    expect(await runsOf(after.learnerId)).toEqual(new Set([run]));
    const signIn = await (await browser.accounts("/sign-in/email", account("ann"))).json();
    expect(signIn).toEqual({
      user: { id: after.userId, name: "ann", email: "ann@example.org", role: "learner" },
    });
    expect(await identity.me(after)).toMatchObject({ user: { name: "ann", email: "ann@example.org" } });
  });

  it("take over what a second browser made before it signed in; nothing is lost", async () => {
    const [desk, phone] = [createBrowser(), createBrowser()];
    const ann = await desk.actor();
    const runs = [await addRun(ann.learnerId, "same key")];
    await desk.accounts("/sign-up/email", account("ann"));
    const stranger = await phone.actor();
    runs.push(await addRun(stranger.learnerId, "same key"), await addRun(stranger.learnerId, "other key"));
    const day = new Date("2026-01-01");
    for (const { learnerId } of [ann, stranger])
      await database.prisma.learnerDay.create({ data: { learnerId, day, spentUsd: 0.25 } });

    await phone.accounts("/sign-in/email", account("ann"));
    expect(await phone.actor()).toMatchObject({ learnerId: ann.learnerId, via: "account" });
    expect(await runsOf(ann.learnerId)).toEqual(new Set(runs));
    const days = await database.prisma.learnerDay.findMany();
    expect(days.map((one) => [one.learnerId, Number(one.spentUsd)])).toEqual([[ann.learnerId, 0.5]]);
  });

  it("are joined once, whatever comes at the same time", async () => {
    const browser = createBrowser();
    const { learnerId } = await browser.actor();
    const run = await addRun(learnerId);
    const other = createBrowser();
    await other.accounts("/sign-up/email", account("ann"));
    const session = other
      .headers()
      .get("cookie")
      ?.split("; ")
      .find((pair) => pair.startsWith("learn-x.session_token"));
    const headers = withCookie(session ?? "", browser.headers().get("cookie") ?? "");
    const actors = await Promise.all(Array.from({ length: 8 }, () => identity.actor(headers)));
    expect(new Set(actors.map((actor) => actor.learnerId)).size).toBe(1);
    expect(await runsOf(actors[0]?.learnerId ?? "")).toEqual(new Set([run]));
  });

  it("show nothing to whoever uses the browser after signing out, nor to their old cookie", async () => {
    const browser = createBrowser();
    const ann = await browser.actor();
    await addRun(ann.learnerId);
    const oldCookie = browser.headers().get("cookie") ?? "";
    await browser.accounts("/sign-up/email", account("ann"));
    await browser.accounts("/sign-out");
    expect((await browser.actor()).learnerId).not.toBe(ann.learnerId);
    expect((await identity.actor(withCookie(oldCookie))).learnerId).not.toBe(ann.learnerId);
    await browser.accounts("/sign-up/email", account("bob"));
    const bob = await browser.actor();
    expect(await runsOf(bob.learnerId)).toEqual(new Set());
    await browser.accounts("/sign-in/email", account("ann"));
    expect((await browser.actor()).learnerId).toBe(ann.learnerId);
  });

  it("cannot choose their role, take an e-mail twice, or use other paths of the library", async () => {
    const browser = createBrowser();
    const wish = browser.accounts("/sign-up/email", { ...account("ann"), role: "admin" });
    await wish.catch(() => browser.accounts("/sign-up/email", account("ann")));
    expect(await browser.actor()).toMatchObject({ role: "learner" });
    await expect(createBrowser().accounts("/sign-up/email", account("ann"))).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(browser.accounts("/update-user", { name: "x" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(
      createBrowser().accounts("/sign-up/email", { ...account("eve"), password: "short" }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });

  it("slow down whoever guesses a password, and nobody else", async () => {
    await createBrowser().accounts("/sign-up/email", account("gus"));
    await createBrowser().accounts("/sign-up/email", account("hal"));
    const codes: string[] = [];
    for (let guess = 0; guess < 11; guess++)
      await createBrowser()
        .accounts("/sign-in/email", { email: "gus@example.org", password: `guess number ${guess}` })
        .catch((error) => codes.push(error.code));
    expect(codes).toEqual([...Array(10).fill("UNAUTHENTICATED"), "LIMIT"]);
    await createBrowser().accounts("/sign-in/email", account("hal"));
  });
});

describe("bearer tokens", () => {
  const bearer = (token: string) => identity.actor(new Headers({ authorization: `Bearer ${token}` }));

  it("stand for their learner until they are revoked; the secret is kept nowhere", async () => {
    const { learnerId } = await identity.actor(new Headers());
    const { token, id } = await identity.tokens.create({ learnerId }, "script");
    expect(token).toMatch(/^lx_/);
    expect(await bearer(token)).toEqual({ learnerId, role: "learner", via: "token" });
    const [listed] = await identity.tokens.list(learnerId);
    expect(listed).toMatchObject({ id, name: "script", lastUsedAt: expect.any(String) });
    expect(JSON.stringify(await database.prisma.apiToken.findMany())).not.toContain(token);

    await expect(identity.tokens.revoke(randomUUID(), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(identity.tokens.revoke(learnerId, "no uuid")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await identity.tokens.revoke(learnerId, id);
    await expect(bearer(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await identity.tokens.list(learnerId)).toEqual([]);
  });

  it("are not replaced by a cookie when they are wrong", async () => {
    const { setCookie } = await identity.actor(new Headers());
    for (const authorization of ["Bearer", "Bearer x", "Basic eDp5", `Bearer lx_${"A".repeat(43)}`, ""]) {
      const headers = new Headers({ authorization, cookie: pairOf(setCookie) });
      await expect(identity.actor(headers)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });
});

describe("the first admin", () => {
  const tokenOf = (link: string | null) => link?.split("token=")[1] ?? "";

  it("is whoever uses a link first, exactly once", async () => {
    const links = [await identity.firstAdminLink(), await identity.firstAdminLink()];
    const claims = ["ann", "bob", "eve", "kim"].map((name, index) =>
      identity.claimAdmin(tokenOf(links[index % 2] ?? null), account(name)),
    );
    const results = await Promise.allSettled(claims);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(["CONFLICT", "FORBIDDEN"]).toContain(result.reason.code);
    expect(await database.prisma.user.count()).toBe(1);
    expect(await identity.firstAdminLink()).toBeNull();
    expect(await database.prisma.setting.count({ where: { key: { startsWith: "admin-link:" } } })).toBe(0);
  });

  it("can sign in, and is an admin", async () => {
    await identity.claimAdmin(tokenOf(await identity.firstAdminLink()), account("ida"));
    const browser = createBrowser();
    await browser.accounts("/sign-in/email", account("ida"));
    expect(await browser.actor()).toMatchObject({ role: "admin", via: "account" });
  });

  it("is nobody with a wrong link, or with the e-mail of an account but not its password", async () => {
    const link = await identity.firstAdminLink();
    await createBrowser().accounts("/sign-up/email", account("ann"));
    await expect(identity.claimAdmin("wrong", account("eve"))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(
      identity.claimAdmin(tokenOf(link), { ...account("ann"), password: "a stranger's guess" }),
    ).rejects.toMatchObject({ code: "INVALID" });
    await identity.claimAdmin(tokenOf(link), account("ann"));
    expect(await database.prisma.user.findMany()).toMatchObject([
      { email: "ann@example.org", role: "admin" },
    ]);
  });

  it("is the configured one, made once by all processes together", async () => {
    await Promise.all([1, 2, 3].map(() => open().ensureFirstAdmin()));
    await identity.ensureFirstAdmin();
    expect(await database.prisma.user.findMany()).toMatchObject([
      { email: "boss@example.org", role: "admin" },
    ]);
    expect(await identity.firstAdminLink()).toBeNull();
  });
});

it("says that the database is away, signed in or not, and goes on when it is back", async () => {
  const postgres = await startTestPostgres();
  const own = openDatabase(postgres.url);
  closing.push(
    () => postgres.close(),
    () => own.close(),
  );
  identity = open(own.prisma);
  const [anonymous, signedIn] = [createBrowser(), createBrowser()];
  await postgres.stop();
  await expect(anonymous.actor()).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfter: 5 });
  await postgres.start();
  await anonymous.actor();
  await signedIn.accounts("/sign-up/email", account("ann"));
  await postgres.stop();
  for (const browser of [anonymous, signedIn])
    await expect(browser.actor()).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfter: 5 });
  await expect(createBrowser().accounts("/sign-in/email", account("ann"))).rejects.toMatchObject({
    code: "UNAVAILABLE",
  });
});
