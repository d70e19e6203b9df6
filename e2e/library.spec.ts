import type { Locator, Page } from "@playwright/test";
import { ask, expectStatus } from "./fixtures/ask.ts";
import { expect, test } from "./fixtures/test.ts";

/** Asks each question and stops it: what is kept of it in the library is all that counts here. */
async function keep(page: Page, ...topics: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const topic of topics) {
    const made = await page.request.post("/api/runs", { data: { kind: "visual", input: { topic } } });
    expect(made.status()).toBe(201);
    const { id } = await made.json();
    await page.request.post(`/api/runs/${id}/cancel`, { data: {} });
    ids.push(id);
  }
  return ids;
}

/** The rows of a section, or of the whole page. */
const rowsOf = (within: Page | Locator) => within.locator("[data-run]");
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const searchBox = (page: Page) => page.getByRole("searchbox", { name: "Search your library" });

test("what was made is listed by its title, with the question", async ({ page, stage, expectAccessible }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await page.goto("/library");
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(rowsOf(page)).toContainText("Lights and shadows");
  await expect(rowsOf(page)).toContainText(stage.topic);
  await expect(rowsOf(page)).toContainText("Finished");
  await expectAccessible(page);
  await page.goto("/");
  await expect(section(page, "Continue where you left off")).toContainText("Lights and shadows");
});

test("it is searched while one types, and the field keeps the focus", async ({ page, expectAccessible }) => {
  await keep(page, "Ocean tides", "Why do cats purr?", "Tidal locking, 100 % of it");
  await page.goto("/library");
  await expect(rowsOf(page)).toHaveCount(3);
  await searchBox(page).focus();
  await page.keyboard.type("TID", { delay: 30 });
  await expect(page.getByText("2 found for “TID”")).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(page).toHaveURL("/library?q=TID");
  await expect(searchBox(page)).toBeFocused();
  await expectAccessible(page);

  await page.keyboard.type("y");
  await expect(page.getByRole("status").filter({ hasText: "Nothing found for “TIDy”." })).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(0);
  await expectAccessible(page);

  await searchBox(page).fill("100 %");
  await expect(rowsOf(page)).toHaveCount(1);
  await page.reload();
  await expect(searchBox(page)).toHaveValue("100 %");
  await expect(rowsOf(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Clear the search" }).click();
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(searchBox(page)).toBeFocused();
  await expect(searchBox(page)).toHaveValue("");
  await expect(page).toHaveURL("/library");
});

test("what was written before the scripts came is searched for too", async ({ page }) => {
  await page.request.get("/api/runs");
  await keep(page, "Ocean tides", "Why do cats purr?");
  let come = () => {};
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/_next\/static\/.*\.js/, async (route) => {
    await coming;
    await route.continue();
  });
  await page.goto("/library", { waitUntil: "commit" });
  await searchBox(page).fill("cats");
  come();
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(searchBox(page)).toHaveValue("cats");
  await expect(page).toHaveURL("/library?q=cats");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("it is searched all the same", async ({ page }) => {
    await page.goto("/library");
    await keep(page, "Ocean tides", "Why do cats purr?");
    await page.goto("/library");
    await searchBox(page).fill("cats");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL("/library?q=cats");
    await expect(rowsOf(page)).toHaveCount(1);
    await expect(searchBox(page)).toHaveValue("cats");
    await page.getByRole("link", { name: "Clear the search" }).click();
    await expect(rowsOf(page)).toHaveCount(2);
  });
});

test("a long library comes page by page, what is searched for too", async ({ page }) => {
  await keep(page, ...Array.from({ length: 23 }, (_, index) => `Tide number ${index + 1}`), "The moon");
  await page.goto("/library");
  await expect(rowsOf(page)).toHaveCount(20);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rowsOf(page)).toHaveCount(4);
  await page.getByRole("link", { name: "Back to the newest" }).click();
  await expect(rowsOf(page)).toHaveCount(20);

  await page.goto("/library?q=tide");
  await expect(page.getByText("More than 20 found for “tide”")).toBeVisible();
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByText("More found for “tide”")).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(searchBox(page)).toHaveValue("tide");
});

test("what is pinned stands first, with nothing but the keyboard", async ({ page, expectAccessible }) => {
  await keep(page, "One", "Two", "Three");
  await page.goto("/library");
  await expect(section(page, "Pinned")).toBeHidden();
  const pin = page.getByRole("button", { name: "Pin “One”" });
  await expect(pin).toHaveAttribute("aria-pressed", "false");
  await pin.focus();
  await page.keyboard.press("Enter");
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  await expect(rowsOf(section(page, "Pinned"))).toHaveCount(1);
  await expect(rowsOf(section(page, "Everything else"))).toHaveCount(2);
  await expect(section(page, "Pinned")).toContainText("One");
  await expect(page.getByRole("status").filter({ hasText: "“One” is pinned." })).toBeAttached();
  await expect(pin).toBeFocused();
  await expectAccessible(page);
  await page.reload();
  await expect(rowsOf(page).first()).toContainText("One");

  // A search is one list, and says what is pinned.
  await searchBox(page).fill("o");
  await expect(page.getByText("2 found for “o”")).toBeVisible();
  await expect(rowsOf(page).first()).toContainText("Two");
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  await pin.focus();
  await page.keyboard.press("Space");
  await expect(pin).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByRole("status").filter({ hasText: "“One” is no longer pinned." })).toBeAttached();
  await expect(pin).toBeFocused();
  await page.goto("/library");
  await expect(section(page, "Pinned")).toBeHidden();
  await expect(rowsOf(page).last()).toContainText("One");
});

test("deleting asks by name, takes no for an answer, and goes on from there", async ({
  page,
  expectAccessible,
}) => {
  const [, two = ""] = await keep(page, "One", "Two", "Three");
  await page.goto("/library");
  const remove = page.getByRole("button", { name: "Delete “Two”" });
  const dialog = page.getByRole("dialog", { name: "Delete “Two”?" });
  const refuse: (() => Promise<void>)[] = [
    () => page.keyboard.press("Escape"),
    () => dialog.getByRole("button", { name: "Keep it" }).click(),
    // The dialog opens on the answer that changes nothing.
    () => page.keyboard.press("Enter"),
    () => page.mouse.click(5, 5),
  ];
  for (const no of refuse) {
    await remove.focus();
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
    await no();
    await expect(dialog).toBeHidden();
    await expect(remove).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "“Two” was deleted." })).toBeAttached();
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(page.getByRole("link", { name: "One" })).toBeFocused();
  expect((await page.request.get(`/api/runs/${two}`)).status()).toBe(404);

  for (const title of ["One", "Three"]) {
    await page.getByRole("button", { name: `Delete “${title}”` }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page.getByRole("button", { name: `Delete “${title}”` })).toBeHidden();
  }
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Library" })).toBeFocused();
  await expectAccessible(page);
});

test.describe("what does not work", () => {
  test.use({ allowed: [/Failed to load resource/] });

  test("is said at its row, and changes nothing", async ({ page, expectAccessible }) => {
    await keep(page, "One", "Two");
    await page.goto("/library");
    await page.route("**/api/runs/*", (route) => route.abort());
    const pin = page.getByRole("button", { name: "Pin “One”" });
    await pin.click();
    await expect(page.getByRole("alert").filter({ hasText: "“One” could not be pinned." })).toBeVisible();
    await expect(pin).toHaveAttribute("aria-pressed", "false");

    await page.unroute("**/api/runs/*");
    const error = { code: "UNAVAILABLE", message: "The database is away." };
    await page.route("**/api/runs/*", (route) => route.fulfill({ status: 503, json: { error } }));
    await page.getByRole("button", { name: "Delete “Two”" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: "“Two” could not be deleted. The database is away." }),
    ).toBeVisible();
    await expect(rowsOf(page)).toHaveCount(2);
    await expect(page.getByRole("button", { name: "Delete “Two”" })).toBeFocused();
    await expectAccessible(page);

    await page.unroute("**/api/runs/*");
    await pin.click();
    await expect(section(page, "Pinned")).toContainText("One");
    await expect(page.getByRole("alert").filter({ hasText: "“One” could not be pinned." })).toBeHidden();
  });

  test("is no loss where another page has deleted it already", async ({ page }) => {
    const [one] = await keep(page, "One", "Two");
    await page.goto("/library");
    await page.request.delete(`/api/runs/${one}`);
    await page.getByRole("button", { name: "Delete “One”" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(rowsOf(page)).toHaveCount(1);
    await expect(rowsOf(page)).toContainText("Two");
  });
});
