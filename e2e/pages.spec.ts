import { randomUUID } from "node:crypto";
import { ask, expectStatus } from "./fixtures/ask.ts";
import { expect, test } from "./fixtures/test.ts";

test("the library is empty at first, then holds what was asked", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await page.goto("/library");
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
  await expectAccessible(page);
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await page.getByRole("link", { name: "Library" }).click();
  const entry = page.getByRole("main").getByRole("link", { name: stage.topic });
  await expect(entry).toContainText("Finished");
  await expectAccessible(page);
  await entry.click();
  await expectStatus(page, "succeeded");
});

test("a cursor that is none shows the newest page", async ({ page }) => {
  await page.goto("/library?cursor=nonsense");
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
});

test("an account is made, left and entered again, and keeps what was made before", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  const address = await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const email = `${randomUUID()}@example.org`;
  const secret = "correct horse battery";

  await page.goto("/account");
  await expect(page.getByText("You are learning without an account")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.getByLabel("Name", { exact: true }).fill("Ada");
  await page.getByLabel("Email").fill("not an address");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByText("This does not look like an email address.")).toBeVisible();
  await expect(page.getByText("Please use at least 10 characters.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByText("Signed in as Ada")).toBeVisible();
  await expectAccessible(page);
  await page.goto(address);
  await expectStatus(page, "succeeded");

  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are learning without an account")).toBeVisible();
  await page.getByText("I have an account").click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Signed in as Ada")).toBeVisible();
  await page.goto(address);
  await expectStatus(page, "succeeded");
});

test.describe("a wrong password", () => {
  test.use({ allowed: [/status of 401/] });

  test("is said, and what was typed stays", async ({ page }) => {
    await page.goto("/account");
    await page.getByText("I have an account").click();
    await page.getByLabel("Email").fill("nobody@example.org");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("main").getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue("nobody@example.org");
  });
});

test("a token is shown once, works, and is revoked", async ({
  page,
  playwright,
  baseURL,
  expectAccessible,
}) => {
  await page.goto("/account");
  await page.getByLabel("What is it for?").fill("My reader");
  await page.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByText("It is shown only this once.")).toBeVisible();
  const token = await page.getByRole("main").locator("code").textContent();
  await expectAccessible(page);
  const program = await playwright.request.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await program.get("/api/runs")).status()).toBe(200);

  await page.reload();
  await expect(page.getByText("My reader")).toBeVisible();
  await expect(page.locator("code")).toBeHidden();
  await page.getByRole("button", { name: "Revoke “My reader”" }).click();
  await page.getByRole("button", { name: "Really revoke" }).click();
  await expect(page.getByText("My reader")).toBeHidden();
  await expect(page.getByText("No tokens yet.")).toBeVisible();
  expect((await program.get("/api/runs")).status()).toBe(401);
  await program.dispose();
});

test("the first administrator's link needs its token", async ({ page, expectAccessible }) => {
  await page.goto("/admin/claim");
  await expect(page.getByText("This link is not complete.")).toBeVisible();
  await expectAccessible(page);
});

test.describe("a claim with a wrong token", () => {
  test.use({ allowed: [/status of 4\d\d/] });

  test("is refused, and what was typed stays", async ({ page, expectAccessible }) => {
    await page.goto("/admin/claim?token=wrong");
    await page.getByLabel("Name", { exact: true }).fill("Ada");
    await page.getByLabel("Email").fill("ada@example.org");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Create the administrator account" }).click();
    await expect(page.getByRole("main").getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue("ada@example.org");
    await expectAccessible(page);
  });
});

test.describe("an address that is none", () => {
  test.use({ allowed: [/status of 404/] });

  for (const path of ["/nothing", "/visual/nothing", `/visual/${randomUUID()}`]) {
    test(`is a page that says so: ${path.replace(/[0-9a-f-]{36}/, "an unknown id")}`, async ({
      page,
      expectAccessible,
    }) => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
      await expectAccessible(page);
    });
  }
});

test("search engines are kept out of what belongs to a learner", async ({ page, request, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  // A run is there for its own learner only: whoever reads the web finds nothing at its address.
  expect((await request.get(new URL(page.url()).pathname)).status()).toBe(404);
  expect(await (await request.get("/robots.txt")).text()).toContain("Disallow: /account");
  expect((await request.get("/manifest.webmanifest")).status()).toBe(200);
  expect((await request.get("/mark.svg")).status()).toBe(200);
});
