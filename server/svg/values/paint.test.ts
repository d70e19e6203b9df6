import { describe, expect, it } from "vitest";
import { findAttribute } from "../attributes.ts";
import { notingContext } from "./testing-context.ts";

function results(value: string, prefix = "p_") {
  const context = notingContext(prefix);
  return [findAttribute("fill")?.check(value, context, "rect"), ...context.repairs, ...context.drops];
}

describe("a paint", () => {
  it.each([
    "none",
    "#fff",
    "#FFFF",
    "#1E50A0",
    "#1e50a080",
    "red",
    "RebeccaPurple",
    "currentColor",
    "currentcolor",
    "transparent",
    "inherit",
    "context-fill",
    "context-stroke",
    "rgb(1,2,3)",
    "rgb( 1 , 2 , 3 )",
    "rgba(1, 2, 3, .5)",
    "rgb(10% 20% 30% / 50%)",
    "hsl(120deg, 50%, 50%)",
    "hsla(0.5turn 50% 50% / 0.1)",
    "color-mix(in srgb, red, blue)",
    "var(--main)",
    "url(#p_a)",
    "url(#p_a) red",
  ])("%j stays", (value) => expect(results(value)).toEqual([value]));

  it.each([
    ["url(#a)", "url(#p_a)"],
    ["url('#a')", "url(#p_a)"],
    ['url( "#a" )', "url(#p_a)"],
    ["url(#a) none", "url(#p_a) none"],
    ["u\\72l(#a)", "url(#p_a)"],
    [" red ", "red"],
  ])("%j becomes %j, which is no repair", (value, written) => expect(results(value)).toEqual([written]));

  it.each([
    ["##fff", "#fff"],
    ["# fff", "#fff"],
    ["#fff;", "#fff"],
    ["'#fff'", "#fff"],
    ["#fff)", "#fff"],
    [" #fff!", "#fff"],
    ["\uff03fff", "#fff"],
    ["#ff000", "#ff0"],
    ["#ff00000", "#ff0000"],
    ["#FFO000", "#FF0000"],
    ["ff8800", "#ff8800"],
    ["fff", "#fff"],
    ["#red", "red"],
    ["light-blue", "lightblue"],
    ["light blue", "lightblue"],
    ["oragne", "orange"],
    ["yelow", "yellow"],
    ["red !important", "red"],
    ["None", "none"],
    ["rgb(1,2,3", "rgb(1, 2, 3)"],
    ["rgb(1 2, 3)", "rgb(1, 2, 3)"],
    ["rgba(1,2,3,.5", "rgba(1, 2, 3, .5)"],
    ["url(#a", "url(#p_a)"],
    ["url(#a);", "url(#p_a)"],
    ["url(a)", "url(#p_a)"],
    ["#gradient-1", "url(#p_gradient-1)"],
  ])("%j becomes %j", (value, mended) => expect(results(value)).toEqual([mended, "bad-value"]));

  it.each([
    ["#ff00zz", "value fill"],
    ["#f", "value fill"],
    ["gren", "value fill"],
    ["undefined", "value fill"],
    ["url(http://evil.example/#a)", "reference fill"],
    ["url(//evil.example)", "reference fill"],
    ["url(evil.svg#a)", "reference fill"],
    ["url('javascript:alert(1)')", "reference fill"],
    ["u\\72l(http://evil.example)", "reference fill"],
    ["url(\thttp://evil.example)", "reference fill"],
    ["url(data:image/svg+xml,x)", "reference fill"],
    ["url(#a) url(http://evil.example)", "reference fill"],
    ["red;background:url(http://evil.example)", "value fill"],
    ["expression(alert(1))", "value fill"],
    ["image-set('a.png' 1x)", "value fill"],
  ])("%j goes", (value, drop) => expect(results(value)).toEqual([undefined, drop]));
});
