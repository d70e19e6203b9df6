import type { BrowserContext, Page } from "@playwright/test";
import { ATTACKS } from "../server/svg/__fixtures__/attacks/all.ts";
import { arm } from "../server/svg/__fixtures__/attacks/attack.ts";
import { ask, drawing, expectDrawn, expectStatus, shownStep, showStep, strokes } from "./fixtures/ask.ts";
import { cut, sketch } from "./fixtures/drawing.ts";
import { frames } from "./fixtures/moving.ts";
import { expect, test } from "./fixtures/test.ts";

const OUTSIDE = "http://outside.example";
const RUN = "top.attacked=1";

/** A good drawing with everything in it that must never be in one. */
function hostile(): string {
  const whole = sketch({ labels: ["A harmless label"] }).join("");
  const inside = `
    <script>${RUN}</script><script href="${OUTSIDE}/a.js"/>
    <style>@import url(${OUTSIDE}/a.css); @font-face{font-family:x;src:url(${OUTSIDE}/a.woff2)} circle{fill:url(${OUTSIDE}/a.svg#a);background:url(${OUTSIDE}/b.png)}</style>
    <foreignObject width="640" height="400"><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="javascript:${RUN}"></iframe><img src="x" onerror="${RUN}"/><form action="${OUTSIDE}"><input name="password"/></form></body></foreignObject>
    <image href="${OUTSIDE}/a.png" width="9" height="9"/><feImage href="${OUTSIDE}/b.png"/>
    <a href="javascript:${RUN}"><rect class="trap" width="640" height="400" opacity="0.01" onclick="${RUN}" onmouseover="${RUN}"/></a>
    <a href="${OUTSIDE}"><text x="20" y="200">Click here</text></a>
    <use href="${OUTSIDE}/a.svg#a"/><use href="data:image/svg+xml,%3Csvg id='a' xmlns='http://www.w3.org/2000/svg' onload='${RUN}'/%3E#a"/>
    <animate attributeName="href" values="javascript:${RUN}"/><set attributeName="onclick" to="${RUN}" begin="0s"/>
    <animate attributeName="x" dur="1s" onbegin="${RUN}" onend="${RUN}"/>
    <iframe src="${OUTSIDE}"/><object data="${OUTSIDE}"/><embed src="${OUTSIDE}"/><audio src="${OUTSIDE}/a.mp3" autoplay=""/>`;
  return whole
    .replace("<svg ", `<svg onload="${RUN}" onfocus="${RUN}" tabindex="0" `)
    .replace("</svg>", `${inside}</svg>`);
}

/** Notes every address but our own that a context asks for. */
function watchRequests(context: BrowserContext, own: string | undefined): string[] {
  const asked: string[] = [];
  context.on("request", (request) => {
    if (own === undefined || !request.url().startsWith(own)) asked.push(request.url());
  });
  return asked;
}

/** Does to the drawing what a person could do, then says what is wrong with the page. */
async function poke(page: Page): Promise<string[]> {
  const stage = drawing(page);
  const box = await stage.boundingBox();
  if (!box) throw new Error("The drawing has no box.");
  for (const [x, y] of [
    [0.2, 0.2],
    [0.5, 0.5],
    [0.05, 0.5],
  ] as const) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  }
  await frames(page);
  return page.evaluate(() => {
    const wrong: string[] = [];
    if ("attacked" in window) wrong.push("a script ran");
    const hosts = [...document.querySelectorAll("*")].filter((one) => one.shadowRoot);
    for (const scope of hosts.map((host) => host.shadowRoot)) {
      for (const element of scope?.querySelectorAll("*") ?? []) {
        if (
          /^(script|foreignobject|iframe|image|feimage|a|object|embed|audio|video|form|img)$/i.test(
            element.localName,
          )
        )
          wrong.push(`<${element.localName}>`);
        for (const { name, value } of element.attributes)
          if (/^on/i.test(name) || /javascript:|outside\.example|leak\.example|^data:/i.test(value))
            wrong.push(`${name}="${value}"`);
      }
      for (const sheet of scope?.adoptedStyleSheets ?? [])
        for (const rule of sheet.cssRules)
          if (/@import|@font-face|outside\.example|leak\.example/i.test(rule.cssText))
            wrong.push(rule.cssText);
    }
    return wrong;
  });
}

test("a hostile drawing does nothing, asks for nothing, and what was left out is told", async ({
  page,
  context,
  browser,
  baseURL,
  stage,
  watch,
  expectAccessible,
}) => {
  const asked = watchRequests(context, baseURL);
  await stage.plan([{ title: "First", chunks: cut(hostile()) }, { title: "Second" }, { title: "Third" }]);
  const address = await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await expect(drawing(page).getByText("A harmless label")).toBeVisible();
  expect(await poke(page)).toEqual([]);
  expect(page.url()).toBe(address);

  await shownStep(page)
    .getByRole("button", { name: /^Checked/ })
    .click();
  const told = shownStep(page).getByText(/^Left out: /);
  for (const what of ["script", "foreignObject", "onload", "reference href", "iframe"])
    await expect(told).toContainText(what);
  await expectAccessible(page);

  const drawn = await strokes(page);
  await page.reload();
  await expectDrawn(page);
  expect(await poke(page)).toEqual([]);
  expect(await strokes(page)).toBe(drawn);

  // Whoever gets a link gets no more.
  const { url } = await (await page.request.post(`/api/runs/${address.split("/").at(-1)}/share`)).json();
  const stranger = await browser.newContext();
  await watch(stranger);
  const askedElsewhere = watchRequests(stranger, baseURL);
  const guest = await stranger.newPage();
  await guest.goto(url);
  await expectDrawn(guest);
  expect(await poke(guest)).toEqual([]);
  expect([...asked, ...askedElsewhere]).toEqual([]);
  await stranger.close();
});

test("a hostile drawing is harmless while it is drawn, wherever it is cut", async ({
  page,
  context,
  baseURL,
  stage,
}) => {
  const asked = watchRequests(context, baseURL);
  const pieces = cut(hostile());
  const holds = [pieces.length - 12, pieces.length - 6, pieces.length - 2];
  await stage.plan(
    ["First", "Second", "Third"].map((title, index) => ({ title, chunks: pieces, hold: holds[index] ?? 0 })),
  );
  await ask(page, stage.topic);
  for (const title of ["First", "Second", "Third"]) await stage.untilStepHeld(title);
  for (const place of [1, 2, 3]) {
    await showStep(page, place);
    await expect(drawing(page).getByText("A harmless label")).toBeVisible();
    expect(await poke(page)).toEqual([]);
  }
  for (const title of ["First", "Second", "Third"]) await stage.releaseStep(title);
  await expectStatus(page, "succeeded");
  expect(await poke(page)).toEqual([]);
  expect(asked).toEqual([]);
});

test("replies that are nothing but attacks leave the page as it is", async ({
  page,
  context,
  baseURL,
  stage,
}) => {
  const asked = watchRequests(context, baseURL);
  // One of every family, spread over four replies; what holds no drawing at all is a step that fails.
  const families = new Map(ATTACKS.map((attack, number) => [attack.name.split("/")[0], { attack, number }]));
  const texts = [...families.values()].map(({ attack, number }) =>
    arm(attack, number).replaceAll("top.pwned", "top.attacked"),
  );
  const replies = [0, 1, 2, 3].map((share) => texts.filter((_, index) => index % 4 === share).join("\n"));
  await stage.plan(replies.map((text, index) => ({ title: `Attack ${index + 1}`, chunks: cut(text) })));
  await ask(page, stage.topic);
  await expect(page.getByRole("article")).toHaveAttribute("data-status", /succeeded|partial|failed/, {
    timeout: 40_000,
  });
  for (const place of [1, 2, 3, 4]) {
    await showStep(page, place);
    expect(await poke(page)).toEqual([]);
  }
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
  expect(asked).toEqual([]);
});

test("the detectors see a script that runs and an address that is asked for", async ({
  page,
  context,
  baseURL,
}) => {
  const asked = watchRequests(context, baseURL);
  await context.route(`${OUTSIDE}/**`, (route) => route.fulfill({ body: "" }));
  await page.setContent(
    `<div data-slot="svg-stage">x</div><script>${RUN}</script><img src="${OUTSIDE}/a.png"><script>
      const host = document.body.appendChild(document.createElement("div"));
      host.attachShadow({ mode: "open" }).innerHTML = '<svg onload="1"><a href="javascript:1"/></svg>';</script>`,
  );
  expect(await poke(page)).toEqual(["a script ran", 'onload="1"', "<a>", 'href="javascript:1"']);
  expect(asked).toEqual([`${OUTSIDE}/a.png`]);
});
