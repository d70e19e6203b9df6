import { createHash } from "node:crypto";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { PlanStep } from "../../contracts/visual.ts";
import { drawingOf, PLAN, sampleDrawing } from "../testing-run.ts";
import { directionOf, languageOf } from "./language.ts";
import { type VisualPageContent, visualPage } from "./visual-page.ts";

const content: VisualPageContent = {
  title: PLAN.title,
  topic: "Why does it rain?",
  language: "en",
  isSample: false,
  steps: PLAN.steps.map((plan, index) => ({
    plan,
    drawing: index === 1 ? null : drawingOf(plan.id, index + 1),
  })),
};
const read = (page: string) => new JSDOM(page).window.document;

describe("the page", () => {
  it("has every step with its words and its drawing, without a script as well", () => {
    const document = read(visualPage(content));
    expect(document.title).toBe("How rain is made");
    expect(document.querySelector("h1")?.textContent).toBe("How rain is made");
    expect(document.querySelector(".lx-question")?.textContent).toBe("Why does it rain?");
    const sections = [...document.querySelectorAll("section.lx-step")];
    expect(sections.map((one) => one.querySelector("h2")?.textContent)).toEqual([
      "The sea",
      "A cloud",
      "Rain",
    ]);
    expect(sections.map((one) => one.querySelector(".lx-desc")?.textContent)).toEqual([
      "Where it begins.",
      "What floats.",
      "What falls.",
    ]);
    expect(sections.map((one) => one.querySelectorAll("svg > text").length)).toEqual([1, 0, 1]);
    expect(sections[1]?.textContent).toContain("This step has no drawing.");
    const paper = sections[0]?.querySelector("[role=img]");
    expect(paper?.getAttribute("aria-label")).toBe("The sea");
    const description = document.getElementById(paper?.getAttribute("aria-describedby") ?? "");
    expect(description?.textContent).toBe("Waves under the sun.");
    expect(document.querySelector("[role=toolbar]")?.hasAttribute("hidden")).toBe(true);
  });

  it("has a still of each drawing that is the still", () => {
    const steps = [{ plan: PLAN.steps[0] as PlanStep, drawing: sampleDrawing("fractions/recap") }];
    const document = read(visualPage({ ...content, steps }));
    const address = document.querySelector("img")?.getAttribute("src") ?? "";
    const [head, data = ""] = address.split(/,(.*)/s);
    expect(head).toBe("data:image/svg+xml;charset=utf-8");
    expect(decodeURIComponent(data)).toBe(steps[0]?.drawing.still);
  });

  it("says what it is, quietly, and that a sample is one", () => {
    expect(read(visualPage(content)).querySelector("footer")?.textContent?.trim()).toBe("Made with Learn-X");
    const sample = read(visualPage({ ...content, isSample: true }));
    expect(sample.querySelector("footer")?.textContent).toContain("This is a sample");
  });

  it("speaks the language of the run, and marks what does not", () => {
    const japanese = read(visualPage({ ...content, language: "ja" }));
    expect(japanese.documentElement.lang).toBe("ja");
    expect(japanese.querySelector("footer")?.textContent).toContain("Learn-X で作成");
    expect(japanese.querySelector("footer")?.hasAttribute("lang")).toBe(false);
    const arabic = read(visualPage({ ...content, language: "ar" }));
    expect([arabic.documentElement.lang, arabic.documentElement.dir]).toEqual(["ar", "rtl"]);
    expect(arabic.querySelector("footer")?.getAttribute("lang")).toBe("en");
  });

  it("does not say the question twice", () => {
    expect(read(visualPage({ ...content, topic: content.title })).querySelector(".lx-question")).toBeNull();
  });
});

describe("what may run and load", () => {
  const policy = (page: string) =>
    read(page).querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content") ?? "";

  it("is the one script that is in it, and nothing else", () => {
    const page = visualPage(content);
    const scripts = read(page).querySelectorAll("script");
    expect(scripts).toHaveLength(1);
    const hash = createHash("sha256")
      .update(scripts[0]?.textContent ?? "")
      .digest("base64");
    expect(policy(page)).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    // What comes before the policy is not under it.
    const head = [...(read(page).head.children ?? [])].map(({ localName }) => localName);
    expect(head.slice(0, 2)).toEqual(["meta", "meta"]);
  });

  it("names nothing outside", () => {
    const addresses = /(?:src|href|action|data|poster|srcset)="(?!data:|#)[^"]*"|url\((?!#|["']?#)/;
    expect(visualPage(content)).not.toMatch(addresses);
  });

  it("is not changed by words of people and models", () => {
    const attack = `"'><img src=x onerror=alert(1)></title></style></script><script>alert(2)</script><!-- ]]> &lt;b&gt; \u0000\u0008\ud800 {{7*7}}`;
    const plan = { ...(PLAN.steps[0] as PlanStep), title: attack, desc: attack, alt: attack };
    const steps = [{ plan, drawing: drawingOf("fine") }];
    const page = visualPage({ ...content, title: attack, topic: `${attack}?`, language: `en`, steps });
    const document = read(page);
    expect(document.querySelectorAll("script")).toHaveLength(1);
    expect(document.querySelectorAll("img")).toHaveLength(1);
    for (const element of document.querySelectorAll("*"))
      for (const name of element.getAttributeNames()) expect(name).not.toMatch(/^on/);
    const said = attack.replace("\u0000\u0008", "").replace("\ud800", "\ufffd");
    expect(document.title).toBe(said);
    expect(document.querySelector("h2")?.textContent).toBe(said);
    expect(document.querySelector("[role=img]")?.getAttribute("aria-label")).toBe(said);
    expect(document.querySelector(".lx-words p")?.textContent).toBe(said);
    expect(policy(page)).toBe(policy(visualPage(content)));
  });
});

describe("the language of words", () => {
  it.each([
    ["Why does it rain?", "en"],
    ["なぜ雨が降るの", "ja"],
    ["为什么下雨", "zh"],
    ["왜 비가 올까", "ko"],
    ["Почему идёт дождь", "ru"],
    ["لماذا تمطر", "ar"],
    ["The Ω of a resistor", "en"],
  ])("of %j is %s", (words, language) => {
    expect(languageOf(undefined, words)).toBe(language);
    expect(languageOf("fr-CA", words)).toBe("fr-CA");
  });

  it("runs from the right for some", () => {
    expect(["ar", "he-IL", "FA", "ja", "en"].map(directionOf)).toEqual(["rtl", "rtl", "rtl", "ltr", "ltr"]);
  });
});
