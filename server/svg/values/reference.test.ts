import { describe, expect, it } from "vitest";
import { PRESENTATION } from "./presentation.ts";
import { checkFragment, checkId, checkIds, checkImage } from "./reference.ts";
import { notingContext } from "./testing-context.ts";

const context = notingContext("p_");
const checkClip = (value: string) => PRESENTATION.get("clip-path")?.(value, context, "rect");

describe("references", () => {
  it.each([
    ["a", "p_a"],
    ["p_a", "p_a"],
    ["a.b:c-d", "p_a.b:c-d"],
    ["日本", "p_日本"],
    [" a b ", "p_a b"],
  ])("the id %j is %j", (id, prefixed) => expect(checkId(id, context)).toBe(prefixed));

  it.each(["", " ", "a<b", "a'b", 'a"b', "a\\b", "a)b", "a\u0001b"])("%j is no id", (id) => {
    expect(checkId(id, context)).toBeUndefined();
  });

  it("lists of ids are prefixed one by one", () => {
    expect(checkIds(" a p_b\nc ", context)).toBe("p_a p_b p_c");
    expect(checkIds(" ", context)).toBeUndefined();
  });

  it.each([
    ["#a", "#p_a"],
    ["#p_a", "#p_a"],
    [" #a ", "#p_a"],
    ["#a%20b", "#p_a b"],
    ["#%61", "#p_a"],
    ["#%", undefined],
    ["#%2561", undefined],
    ["#%3Ca", undefined],
  ])("the fragment %j is %j", (value, prefixed) => expect(checkFragment(value, context)).toBe(prefixed));

  it.each([
    ["url(#a)", "url(#p_a)"],
    ["url(#p_a)", "url(#p_a)"],
    ["url('#a')", "url(#p_a)"],
    ['url( "#a" )', "url(#p_a)"],
    ["URL(#a)", "url(#p_a)"],
    ["\\75rl(\\23 a)", "url(#p_a)"],
    ["url(#a", "url(#p_a)"],
  ])("the url %j is %j", (value, prefixed) => expect(checkClip(value)).toBe(prefixed));

  it.each([
    "",
    "#",
    "javascript:alert(1)",
    "\u0001javascript:alert(1)",
    "java\tscript:alert(1)",
    "http://evil.example/#a",
    "//evil.example",
    "file.svg#a",
    "?#a",
    "#a\u0000",
    "#a\tb",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:text/html,x",
    '#"><script>',
  ])("%j is refused everywhere", (value) => {
    expect(checkFragment(value, context)).toBeUndefined();
    expect(checkClip(`url(${value})`)).toBeUndefined();
    expect(checkClip(value) ?? "").not.toContain("url");
    expect(checkImage(value)).toBeUndefined();
  });

  it("a tab before a fragment is refused", () => expect(checkFragment("\t#a", context)).toBeUndefined());

  it.each(["url()", "url(#)", "src(#a)", "image(#a)"])("%j is no reference", (value) => {
    expect(checkClip(value)).toBeUndefined();
  });

  it("pictures are raster data", () => {
    expect(checkImage("data:image/png;base64,iVBORw0KGgo=")).toBe("data:image/png;base64,iVBORw0KGgo=");
    expect(checkImage("DATA:image/PNG;base64,iVBO\n Rw0=")).toBe("data:image/png;base64,iVBORw0=");
    for (const value of [
      "#a",
      "data:image/svg+xml;base64,AAAA",
      "data:image/png,AAAA",
      "data:image/png;base64,",
      "data:image/png;base64,AA<A",
      "data:image/png;x=y;base64,AAAA",
      " data:image/png;base64,AAAA",
      "picture.png",
    ])
      expect(checkImage(value)).toBeUndefined();
  });
});
