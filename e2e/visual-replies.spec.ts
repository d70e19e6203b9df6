import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, drawing, expectDrawn, expectStatus, shownStep, showStep, strokes } from "./fixtures/ask.ts";
import { cut, sketch } from "./fixtures/drawing.ts";
import { expect, test } from "./fixtures/test.ts";

const FOLDER = join(import.meta.dirname, "../server/svg/__fixtures__/drawings");
const file = (name: string) => readFileSync(join(FOLDER, name), "utf8").trim();
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="4"/><path d="M12 2v2M12 20v2m-7.07-14.93 1.41 1.41"/></svg>`;

test("other people's drawings are drawn whole, whatever stands around them", async ({
  page,
  stage,
  expectAccessible,
}) => {
  const prolog = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- Made by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n`;
  const replies = [
    `Here is the picture you asked for. I used <svg> with a <title>.\n\n\`\`\`xml\n${file("volcano.svg")}\n\`\`\`\n\nIt shows < 5 & > 3 layers.`,
    `${prolog}${file("japanese-seasons.svg")}\n`,
    `<think>First a sketch: <svg><rect/></svg> no.</think>\n${file("plate-tectonics.svg")}`,
    `\`\`\`svg\n${prolog}${ICON}\n\`\`\``,
  ];
  await stage.plan(replies.map((text, index) => ({ title: `Reply ${index + 1}`, chunks: cut(text) })));
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  for (const [index, source] of [
    file("volcano.svg"),
    file("japanese-seasons.svg"),
    file("plate-tectonics.svg"),
    ICON,
  ].entries()) {
    await showStep(page, index + 1);
    await expectDrawn(page);
    const shown = await drawing(page)
      .getByRole("img")
      .evaluate((host, markup) => {
        const names = [
          "path",
          "rect",
          "circle",
          "ellipse",
          "line",
          "polygon",
          "polyline",
          "text",
          "tspan",
          "use",
        ];
        const count = (root: ParentNode | null | undefined) =>
          Object.fromEntries(names.map((name) => [name, root?.querySelectorAll(name).length ?? 0]));
        const words = (root: ParentNode | null | undefined) =>
          [...(root?.querySelectorAll("text") ?? [])].map((one) =>
            one.textContent?.replace(/\s+/g, " ").trim(),
          );
        const theirs = new DOMParser().parseFromString(markup, "image/svg+xml");
        const ours = host.shadowRoot?.querySelector('[data-part="drawing"] > svg');
        return { ours: [count(ours), words(ours)], theirs: [count(theirs), words(theirs)] };
      }, source);
    expect(shown.ours).toEqual(shown.theirs);
  }
  await expectAccessible(page);
});

test("a reply that breaks off is gone on with; one that is none is asked for again", async ({
  page,
  stage,
}) => {
  const pieces = sketch({ labels: ["Half way", "The rest"] });
  await stage.rule("First", { also: "Task: draw", chunks: pieces, fault: "cut", afterChunks: 5 });
  await stage.rule("First", { also: "Task: continue-drawing", chunks: pieces.slice(5) });
  await stage.rule("Second", { times: 1, text: "I am sorry, I would rather write a poem." });
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await expect(drawing(page).locator("text")).toHaveText([
    "Half way",
    "The rest",
    "The sun",
    "A wall",
    "A shadow",
    "The eye",
  ]);
  expect(await stage.callsOf("First", "Task: continue-drawing")).toBe(1);
  await expect(page.getByRole("log")).toContainText("Step 2 of 3 is being tried again.");
  await showStep(page, 2);
  await expect(drawing(page).getByText("Second in light")).toBeVisible();
  expect(await stage.callsOf("Second")).toBe(2);
});

test("the same question is answered at once, and it is told", async ({ page, browser, stage, watch }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  const drawn = await strokes(page);
  const other = await browser.newContext();
  await watch(other);
  const again = await other.newPage();
  await ask(again, ` ${stage.topic.toUpperCase()}? `);
  await expectStatus(again, "succeeded");
  await expectDrawn(again);
  expect(await strokes(again)).toBe(drawn);
  await shownStep(again)
    .getByRole("button", { name: /^Checked/ })
    .click();
  await expect(again.getByText("Made for the same question before.")).toBeVisible();
  for (const title of ["First", "Second", "Third"]) expect(await stage.callsOf(title)).toBe(1);
  await other.close();
});
