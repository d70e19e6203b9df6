import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { ask, drawing, expectDrawn, expectStatus, showStep } from "./fixtures/ask.ts";
import { sketch } from "./fixtures/drawing.ts";
import { expect, test } from "./fixtures/test.ts";

const HOSTILE = `</title><script>window.attacked=1</script><img src=x onerror="window.attacked=1"> [a](javascript:window.attacked=1)`;
const RIGHT_TO_LEFT = "\u202egnihtemos\u2066 \u200b{{7*7}}";

const start = (request: APIRequestContext, topic: string) =>
  request.post("/api/runs", { data: { kind: "visual", input: { topic } } });

test("markup in a question stays text wherever the question is shown", async ({ page }) => {
  const topic = `${HOSTILE} ${RIGHT_TO_LEFT}`;
  const { id } = await (await start(page.request, topic)).json();
  for (const path of [`/visual/${id}`, "/", "/library", `/?topic=${encodeURIComponent(topic)}`]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => "attacked" in window), path).toBe(false);
    // The start page has drawings of its own, as pictures.
    await expect(
      page.locator(
        'main img:not([src^="/examples/"]), main iframe, main object, main script, main a[href^=javascript]',
      ),
    ).toHaveCount(0);
  }
  await page.goto(`/visual/${id}`);
  expect(await page.title()).toContain("<script>window.attacked=1</script>");
  await expect(page.getByText("</title><script>").first()).toBeVisible();
});

test("markup in what the model says stays text, live and after a reload", async ({ page, stage }) => {
  const title = `<svg onload="window.attacked=1"> ${RIGHT_TO_LEFT}`;
  const written = "&lt;script>window.attacked=1&lt;/script>";
  await stage.plan([
    { title, chunks: sketch({ labels: [written, "[a](javascript:1)", "<![CDATA[<img src=x>]]>"] }) },
    { title: "Second" },
    { title: "Third" },
  ]);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  for (const _ of ["live", "again"]) {
    const article = page.getByRole("article");
    await showStep(page, 1);
    await expectDrawn(page);
    await expect(article).toContainText('<svg onload="window.attacked=1">');
    for (const label of ["<script>window.attacked=1</script>", "[a](javascript:1)", "<img src=x>"])
      await expect(drawing(page).locator("text", { hasText: label })).toBeVisible();
    await page.getByRole("button", { name: "In words" }).click();
    await expect(article.locator("img, script, [onload], a[href^=javascript]")).toHaveCount(0);
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
    await page.reload();
  }
});

test("another learner's run is not there, by any route", async ({ page, playwright, baseURL, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  const { id } = await (await start(page.request, stage.topic)).json();
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const answers = [
    await stranger.get(`/api/runs/${id}`),
    await stranger.get(`/api/runs/${id}/events`),
    await stranger.get(`/api/runs/${id}/events?after=1`),
    await stranger.post(`/api/runs/${id}/cancel`),
    await stranger.post(`/api/runs/${id}/answer`, { data: { key: "x", value: 1 } }),
    await stranger.post(`/api/runs/${id}/redo`, { data: { step: "plan" } }),
    await stranger.get(`/api/runs/${id}/export?format=html`),
    await stranger.post(`/api/runs/${id}/share`),
    await stranger.delete(`/api/runs/${id}/share`),
    await stranger.get(`/visual/${id}`),
    await stranger.get(`/shared/${id}`),
    await stranger.get(`/api/shared/${id}/events`),
  ];
  expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 404));
  const cursor = Buffer.from(`99999999999999.${id}`).toString("base64url");
  const list = await (await stranger.get(`/api/runs?cursor=${cursor}`)).json();
  expect(list.runs).toEqual([]);
  await stranger.dispose();
});

test("what is started at the very moment of signing in is kept", async ({ playwright, baseURL }) => {
  const open = () => playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const account = { email: `${randomUUID()}@example.org`, password: "correct horse battery" };
  const desk = await open();
  expect((await desk.post("/api/auth/sign-up/email", { data: { ...account, name: "Ada" } })).status()).toBe(
    200,
  );

  for (let round = 0; round < 3; round++) {
    const phone = await open();
    await phone.get("/api/runs");
    const [signedIn, ...started] = await Promise.all([
      phone.post("/api/auth/sign-in/email", { data: account }),
      ...["a", "b", "c", "d"].map((letter) => start(phone, `Moment ${round} ${letter}`)),
    ]);
    expect(signedIn?.status()).toBe(200);
    const made: string[] = [];
    for (const answer of started) {
      expect([201, 401, 429]).toContain(answer.status());
      if (answer.status() === 201) made.push((await answer.json()).id);
    }
    const mine = await (await phone.get("/api/runs?limit=100")).json();
    const seen = mine.runs.map((run: { id: string }) => run.id);
    for (const id of made) expect(seen).toContain(id);
    for (const id of made) await phone.post(`/api/runs/${id}/cancel`);
    await phone.dispose();
  }
  await desk.dispose();
});

test("other sites cannot make a browser change anything", async ({ request }) => {
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: "https://evil.example", "x-http-method-override": "GET" },
  ];
  for (const headers of foreign)
    for (const path of [
      "/api/runs",
      `/api/runs/${randomUUID()}/cancel`,
      "/api/auth/sign-out",
      "/api/auth/sign-in/email",
      "/api/me/tokens",
      "/api/admin/claim",
      "/api/trpc/flags.set",
    ]) {
      const answer = await request.post(path, { headers, data: {} });
      expect(answer.status(), `${path} ${JSON.stringify(headers)}`).toBe(403);
      expect(Object.keys(answer.headers()).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
});

test("a cookie that was tampered with is refused and removed; a page replaces it", async ({
  request,
  playwright,
  baseURL,
}) => {
  const [, value = ""] =
    /learner=([^;]+)/.exec((await request.get("/api/runs")).headers()["set-cookie"] ?? "") ?? [];
  expect(value).not.toBe("");
  const [id, issued, signature] = value.split(".");
  const program = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  for (const forged of [
    "",
    "x".repeat(8_000),
    value.slice(0, -1),
    `${value}x`,
    `${randomUUID()}.${issued}.${signature}`,
    `${id}.${Number(issued) + 1}.${signature}`,
  ]) {
    const answer = await program.get("/api/runs", { headers: { cookie: `learner=${forged}` } });
    expect([answer.status(), answer.headers()["set-cookie"]], forged.slice(0, 60)).toEqual([
      401,
      expect.stringMatching(/^learner=; Max-Age=0; Path=\/; HttpOnly/),
    ]);
    const page = await program.get("/", { headers: { cookie: `learner=${forged}` } });
    expect([page.status(), page.headers()["set-cookie"]]).toEqual([200, expect.stringContaining("learner=")]);
  }
  // Of two cookies with this name the one that we signed counts: another one cannot shadow it.
  const both = await program.get("/api/runs", { headers: { cookie: `learner=x; learner=${value}` } });
  expect(both.status()).toBe(200);
  await program.dispose();
});

test("every page has a policy with a nonce that all its scripts carry, error pages too", async ({
  request,
}) => {
  for (const path of [
    "/",
    "/library",
    "/account",
    "/admin/claim",
    "/nothing",
    `/visual/${randomUUID()}`,
    "/x.svg",
  ]) {
    const answer = await request.get(path);
    const policy = answer.headers()["content-security-policy"] ?? "";
    const [, nonce] = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic'/.exec(policy) ?? [];
    expect(nonce, path).toBeTruthy();
    expect(answer.headers()).toMatchObject({ "x-content-type-options": "nosniff" });
    expect(answer.headers()["cache-control"]).toContain("no-store");
    expect(answer.headers()).not.toHaveProperty("x-powered-by");
    const html = await answer.text();
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/i);
  }
});

test("pages are only read, and answers of routes say what they are", async ({ request }) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const answer = await request.fetch("/", { method, headers: { "next-action": "0".repeat(42) } });
    expect([answer.status(), answer.headers().allow]).toEqual([405, "GET, HEAD"]);
  }
  for (const path of ["/api/runs", "/api/nothing", "/api/me/tokens", "/api/config/features"]) {
    const { headers } = { headers: (await request.get(path)).headers() };
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
  }
  expect((await request.get("/_next/image?url=%2Fapi%2Fruns&w=64&q=75")).status()).toBe(404);
});

test("what the browser gets to load names none of the server's secrets", () => {
  const folder = join(import.meta.dirname, "../.next/static");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const name of files)
    expect(readFileSync(join(folder, name), "utf8"), name).not.toMatch(
      /DATABASE_URL|AUTH_SECRET|_API_KEY|ADMIN_PASSWORD|postgres(ql)?:\/\/|better-auth|prisma|sourceMappingURL/i,
    );
});
