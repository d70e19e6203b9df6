// A test that prints an error and passes hides a fault: it fails instead. One that expects an error spies on it.
import { afterEach, beforeEach, expect } from "vitest";

const print = console.error;
let printed: unknown[][] = [];

beforeEach(() => {
  printed = [];
  console.error = (...words: unknown[]) => {
    printed.push(words);
    print(...words);
  };
});

afterEach(() => {
  console.error = print;
  expect(printed, "what console.error was called with").toEqual([]);
});
