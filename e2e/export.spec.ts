import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { ask, expectStatus } from "./fixtures/ask.ts";
import { expect, test } from "./fixtures/test.ts";

const THREE = [{ title: "First" }, { title: "Second", refuses: true }, { title: "Third" }];

/** Where a run is saved from. */
const exportPath = (address: string) => `/api/runs/${address.split("/").at(-1)}/export`;

test("a drawing is saved as it is and as a picture, and everything as one page", async ({
  page,
  stage,
  context,
}, testInfo) => {
  await stage.plan(THREE);
  await ask(page, stage.topic);
  await expectStatus(page, "partial");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const save = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name }).click(),
    ]);
    // Under its own name: a browser knows by the ending what it opens.
    const path = testInfo.outputPath(download.suggestedFilename());
    await download.saveAs(path);
    return { name: download.suggestedFilename(), path };
  };

  const svg = await save("This drawing (SVG)");
  expect(svg.name).toMatch(/^Lights and shadows - 1 First .*\.svg$/);
  expect(await readFile(svg.path, "utf8")).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);

  const png = await save("This drawing (PNG)");
  const picture = await readFile(png.path);
  expect(png.name).toMatch(/\.png$/);
  expect([picture.toString("latin1", 1, 4), picture.readUInt32BE(16)]).toEqual(["PNG", 1600]);

  const html = await save("Everything as one page that needs no network");
  expect(html.name).toBe("Lights and shadows.html");
  await context.setOffline(true);
  const copy = await context.newPage();
  await copy.goto(pathToFileURL(html.path).href);
  await expect(copy.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
  await copy.keyboard.press("ArrowRight");
  await expect(copy.getByText("This step has no drawing.")).toBeVisible();
  await context.setOffline(false);
});

test("all drawings come as a zip, and what cannot be had is refused in words", async ({
  page,
  stage,
  browser,
  watch,
}) => {
  await stage.plan(THREE);
  const path = exportPath(await ask(page, stage.topic));
  await expectStatus(page, "partial");
  const get = (query: string) => page.request.get(`${path}?${query}`);

  const zip = await get("format=svg");
  expect(zip.headers()["content-type"]).toBe("application/zip");
  const names = (await zip.body()).toString("latin1");
  expect(names).toContain("01-part-1.svg");
  expect(names).toContain("03-part-3.svg");
  expect(names).not.toContain("02-part-2.svg");

  const unknown = await get("format=pdf");
  expect([unknown.status(), (await unknown.json()).error.message]).toEqual([
    400,
    "format: must be one of: svg, png, html.",
  ]);
  expect((await get("format=svg&step=part-9")).status()).toBe(404);
  expect((await get("format=svg&step=part-2")).status()).toBe(409);

  const stranger = await browser.newContext();
  await watch(stranger);
  expect((await stranger.request.get(new URL(`${path}?format=html`, page.url()).href)).status()).toBe(404);
  await stranger.close();
});

test("a drawing that is opened where it lies runs nothing", async ({ page, stage }) => {
  await stage.plan(THREE);
  const path = exportPath(await ask(page, stage.topic));
  await expectStatus(page, "partial");
  const { headers } = await page.request
    .get(`${path}?format=svg&step=part-1`)
    .then((answer) => ({ headers: answer.headers() }));
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).toContain("sandbox");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});

test("nothing can be saved as long as nothing is drawn", async ({ page, stage }) => {
  await stage.plan(THREE, { holdPlan: true });
  const path = exportPath(await ask(page, stage.topic));
  await stage.untilPlanHeld();
  const answer = await page.request.get(`${path}?format=html`);
  expect([answer.status(), (await answer.json()).error.code]).toEqual([409, "CONFLICT"]);
  await stage.releasePlan();
  await expectStatus(page, "partial");
  expect((await page.request.get(`${path}?format=html`)).status()).toBe(200);
});
