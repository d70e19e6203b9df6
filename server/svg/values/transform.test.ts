import { expect, it } from "vitest";
import { notingContext } from "./testing-context.ts";
import { checkTransform } from "./transform.ts";

function results(value: string) {
  const context = notingContext();
  return [checkTransform(value, context), ...context.repairs];
}

it.each([
  "none",
  "translate(5)",
  " translate( 5 , -3.5 ) , rotate(45)scale(1.5)\n",
  "matrix(1 0 0 1 0 0)",
  "matrix(1,0,0,-1,.5-.5)",
  "rotate(45 10,10)",
  "rotate (45)",
  "skewX(10) skewY(-10)",
])("%j stays", (value) => expect(results(value)).toEqual([value]));

it.each([
  ["rotate(45deg)", "rotate(45)"],
  ["rotate(.5turn)", "rotate(180)"],
  ["translate(10px, 20px)", "translate(10 20)"],
  ["translate(10 20", "translate(10 20)"],
  ["translate(10 20 rotate(5)", "translate(10 20) rotate(5)"],
  ["translate(10,,20)", "translate(10 20)"],
  ["Translate(10)", "translate(10)"],
  ["skewx(5)", "skewX(5)"],
  ["translateX(5px)", "translate(5 0)"],
  ["scaleY(2)", "scale(1 2)"],
  ["rotate(45 10)", "rotate(45)"],
  ["scale(1 2 3)", "scale(1 2)"],
  ["translate(1O 5);", "translate(10 5)"],
  ["rotate(45))", "rotate(45)"],
])("%j becomes %j", (value, mended) => expect(results(value)).toEqual([mended, "bad-value"]));

it.each([
  "",
  "rotate()",
  "rotate3d(1,1,1,45deg)",
  "translate(50%)",
  "matrix(1 2 3)",
  "url(#a)",
  "alert(1)",
  "5 5",
  "rotate(NaN)",
])("%j goes", (value) => expect(results(value)).toEqual([undefined]));
