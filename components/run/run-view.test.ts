import { expect, it } from "vitest";
import { isFinal, RunStatus } from "#server/contracts/run.ts";
import { isOver } from "./run-view.ts";

it.each(RunStatus.options)("%s is over exactly when it is final", (status) => {
  expect(isOver(status)).toBe(isFinal(status));
});
