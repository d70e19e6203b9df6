import type { SvgOperation } from "#server/contracts/svg.ts";
import { close, draw, MOVING, openStage, push, styleOf, text, untilDrawn } from "./fixtures/stage-page.ts";
import { expect, test } from "./fixtures/test.ts";

for (const strictStyles of [false, true])
  test(`styles, sheets and fragments count under ${strictStyles ? "a stricter" : "the product's"} policy`, async ({
    page,
  }) => {
    await openStage(page, { strictStyles });
    const operations = draw(
      ["style", { media: "screen" }],
      ["linearGradient", { id: "g" }],
      ["stop", { "stop-color": "rgb(9, 9, 9)" }, 2],
      ["rect", { class: "a", width: "80", height: "50" }],
      ["rect", { style: "fill:rgb(1, 2, 3);opacity:0.5 !important" }],
      ["use", { href: "#r" }],
      ["rect", { id: "r", width: "4", height: "4" }],
      ["style", { media: "print" }],
    );
    await push(page, [
      ...operations.slice(0, 2),
      text(1, ".drawing .a{fill:url(#g)}.drawing rect{opacity:.25}.drawing :nonsense{x:y}"),
      text(1, "@media (min-width:1px){.drawing .a{stroke:rgb(4, 5, 6)}}"),
      ...operations.slice(2),
      text(8, ".drawing .a{stroke:red}"),
    ]);
    expect(await styleOf(page, ".a", "fill")).toMatch(/^url\("#g"\)/);
    expect(await styleOf(page, ".a", "stroke")).toBe("rgb(4, 5, 6)");
    expect(await styleOf(page, ".a", "opacity")).toBe("0.25");
    expect(await styleOf(page, "[style]", "fill")).toBe("rgb(1, 2, 3)");
    expect(await styleOf(page, "[style]", "opacity")).toBe("0.5");
    expect(await page.evaluate(() => window.root.querySelector("use")?.getBoundingClientRect().width)).toBe(
      40,
    );
    // What is really painted: the gradient of one colour, at a quarter over white.
    const shot = await page.screenshot({ clip: { x: 300, y: 300, width: 2, height: 2 } });
    const pixel = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(2, 2).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      return context?.getImageData(0, 0, 1, 1).data[0];
    }, shot.toString("base64"));
    expect(pixel).toBeGreaterThan(185);
    expect(pixel).toBeLessThan(202);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });

test("a sheet goes with its node, and another drawing begins without the first one's", async ({ page }) => {
  await openStage(page);
  const [root, style, rect] = draw(["style"], ["rect", { class: "a" }]) as [
    SvgOperation,
    SvgOperation,
    SvgOperation,
  ];
  await push(page, [root, style, text(1, ".a{opacity:.5}"), rect]);
  expect(await styleOf(page, ".a", "opacity")).toBe("0.5");
  await push(page, [style, text(1, ".a{opacity:.75}"), rect]);
  expect(await styleOf(page, ".a", "opacity")).toBe("0.75");
  await push(page, [root, { op: "open", node: 1, parent: 0, name: "rect", attributes: { class: "a" } }]);
  expect(await styleOf(page, ".a", "opacity")).toBe("1");
  expect(await page.evaluate(() => window.root.adoptedStyleSheets.length)).toBe(1);
});

test("nothing is painted, and nothing can be clicked, outside the box", async ({ page }) => {
  await openStage(page);
  await push(
    page,
    draw(
      ["rect", { x: "-500", y: "-500", width: "2000", height: "2000", fill: "red" }],
      ["g", { style: "position:fixed;left:0px" }],
    ),
  );
  await page.evaluate(() => document.getElementById("host")?.style.setProperty("margin", "100px"));
  await untilDrawn(page);
  const white = await page.screenshot({ clip: { x: 0, y: 0, width: 50, height: 50 } });
  await page.evaluate(() => window.stage.destroy());
  await untilDrawn(page);
  expect(white.equals(await page.screenshot({ clip: { x: 0, y: 0, width: 50, height: 50 } }))).toBe(true);
});

test("a tab that nobody sees draws as well", async ({ page }) => {
  await openStage(page);
  await page.evaluate((operations) => {
    // The wish for a frame stands when the tab is hidden; no frame ever comes.
    window.requestAnimationFrame = () => 0;
    window.stage.push(operations);
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, MOVING);
  await expect.poll(() => page.evaluate(() => window.root.querySelectorAll("circle").length)).toBe(2);
  await page.evaluate(() => {
    window.stage.push([{ op: "open", node: 8, parent: 0, name: "line", attributes: {} }]);
    window.stage.end();
  });
  await expect.poll(() => page.evaluate(() => window.told.at(-1))).toBe("ready");
  expect(await page.evaluate(() => window.root.querySelectorAll("line").length)).toBe(1);
});

test("an element whose tag is not whole is drawn as a line, and then as it is", async ({ page }) => {
  await openStage(page);
  const [root] = draw();
  const growing: SvgOperation = {
    op: "open",
    node: 1,
    parent: 0,
    name: "path",
    attributes: { d: "M0 0L9 9" },
    growing: true,
  };
  if (root) await push(page, [root, growing]);
  expect(await styleOf(page, "path", "fill")).toBe("none");
  expect(await styleOf(page, "path", "stroke")).toBe("rgb(0, 0, 0)");
  await push(page, [close(1)]);
  expect(await styleOf(page, "path", "fill")).toBe("rgb(0, 0, 0)");
  expect(await page.evaluate(() => window.root.querySelector("path")?.getAttributeNames())).toEqual(["d"]);
});

for (const reducedMotion of ["no-preference", "reduce"] as const)
  test(`what was lost on the way is drawn at the end, and nothing is drawn twice (motion: ${reducedMotion})`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion });
    await openStage(page);
    await push(page, MOVING);
    const mark = () =>
      page.evaluate(() => {
        const svg = window.root.querySelector("svg") as (SVGSVGElement & { mark?: number }) | null;
        if (!svg) return -1;
        svg.mark ??= Math.random();
        return svg.mark;
      });
    const first = await mark();
    await page.evaluate((whole) => {
      const { end } = window.stage;
      end(whole);
    }, MOVING);
    await expect.poll(() => page.evaluate(() => window.told.at(-1))).toBe("ready");
    expect(await mark()).toBe(first);
    const more: SvgOperation[] = [
      ...MOVING,
      { op: "open", node: 8, parent: 0, name: "line", attributes: {} },
    ];
    await page.evaluate((whole) => {
      window.told.length = 0;
      window.stage.push([{ op: "close", node: 0 }]);
      window.stage.end(whole);
    }, more);
    await expect.poll(() => page.evaluate(() => window.told.at(-1))).toBe("ready");
    await expect.poll(() => page.evaluate(() => window.root.querySelectorAll("line").length)).toBe(1);
    expect(await mark()).not.toBe(first);
  });

test("a drawing of 400 elements costs at most a frame's share at a time", async ({ page }) => {
  await openStage(page);
  const operations = draw();
  for (let node = 1; node <= 400; node += 1)
    operations.push({
      op: "open",
      node,
      parent: 0,
      name: "path",
      attributes: {
        d: `M${node} 0L5 ${node}`,
        fill: "none",
        stroke: "red",
        "stroke-width": "2",
        opacity: "0.5",
      },
    });
  const longest = await page.evaluate(async (all) => {
    const spans: number[] = [];
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (work) =>
      ask((time) => {
        const begin = performance.now();
        work(time);
        spans.push(performance.now() - begin);
      });
    window.stage.push(all);
    while (window.root.querySelectorAll("path").length < 400) await new Promise((resolve) => ask(resolve));
    return spans.sort((a, b) => a - b).at(-1) ?? 0;
  }, operations);
  test.info().annotations.push({ type: "longest share of a frame, ms", description: String(longest) });
  expect(await page.evaluate(() => window.root.querySelectorAll("path").length)).toBe(400);
});
