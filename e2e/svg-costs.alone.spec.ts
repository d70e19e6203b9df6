import { expect, test } from "@playwright/test";
import { arm } from "../server/svg/__fixtures__/attacks/attack.ts";
import { denials } from "../server/svg/__fixtures__/attacks/denial.ts";
import { hiddenDenials } from "../server/svg/__fixtures__/attacks/denial-hidden.ts";
import { createSvgStream, type SvgOperation } from "../server/svg/index.ts";
import { openAttackBench } from "./fixtures/attack-bench.ts";
import type { Trial } from "./fixtures/attack-page.ts";

// A trace takes a picture of all elements at each step: it would be what is measured.
test.use({ trace: "off" });
test.setTimeout(180_000);

/** A page that has not painted a drawing after so many milliseconds does not answer. */
const PATIENCE = 5_000;

function draw(reply: string): { operations: SvgOperation[]; svg: string } {
  const stream = createSvgStream({ idPrefix: "s-" });
  const operations: SvgOperation[] = [];
  for (let at = 0; at < reply.length; at += 4_096)
    operations.push(...stream.push(reply.slice(at, at + 4_096)));
  const { rest, svg } = stream.finish();
  return { operations: [...operations, ...rest], svg };
}

test("whatever a drawing costs, the page still answers", async ({ context }) => {
  let bench = await openAttackBench(context);
  const silent: string[] = [];
  for (const { name, make } of [...denials, ...hiddenDenials]) {
    const { operations, svg } = draw(arm({ name, text: make() }, 0, bench.server.host));
    for (const trial of [
      { way: "stage", operations },
      { way: "inline", markup: svg },
    ] satisfies Trial[]) {
      if (await bench.answers(trial, PATIENCE)) continue;
      silent.push(`${name} (${trial.way})`);
      await bench.close();
      bench = await openAttackBench(context);
      break;
    }
  }
  expect(silent).toEqual([]);
  await bench.close();
});
