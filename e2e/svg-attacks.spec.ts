import { expect, test } from "@playwright/test";
import { ATTACKS } from "../server/svg/__fixtures__/attacks/all.ts";
import { arm } from "../server/svg/__fixtures__/attacks/attack.ts";
import { createSvgStream, type SvgOperation } from "../server/svg/index.ts";
import { type Attempt, nameOf, openAttackBench } from "./fixtures/attack-bench.ts";
import type { Trial } from "./fixtures/attack-page.ts";

test.describe.configure({ mode: "parallel", timeout: 180_000 });

/** Each reply is cut at these shares of its length; the last is the whole of it. */
const SHARES = [0.5, 0.7, 0.85, 0.95, 1];
/** The share of attacks that are tried without the engine, to see that the detectors work: 1 is all of them. */
const EVERY = process.env.SVG_ATTACKS === "all" ? 1 : 4;

const numbered = ATTACKS.map((attack, number) => ({ attack, number }));
type Numbered = (typeof numbered)[number];

interface Outcome {
  /** What arrived, in chunks of 7 characters. */
  live: SvgOperation[];
  /** What the end of the text still brought. */
  rest: SvgOperation[];
  ops: SvgOperation[];
  svg: string;
  still: string;
}

function draw(reply: string, idPrefix: string): Outcome {
  const stream = createSvgStream({ idPrefix });
  const live: SvgOperation[] = [];
  for (let at = 0; at < reply.length; at += 7) live.push(...stream.push(reply.slice(at, at + 7)));
  const { rest, ops, svg, still } = stream.finish();
  return { live, rest, ops, svg, still };
}

/** Every outcome of every attack as attempts; what differs only in its number from an earlier one is left out. */
function attemptsOf(
  all: readonly Numbered[],
  host: string,
  trialsOf: (outcome: Outcome, isWhole: boolean) => Trial[],
): Attempt[] {
  const seen = new Set<string>();
  return all.flatMap(({ attack, number }) =>
    SHARES.flatMap((share) => {
      const reply = arm(attack, number, host);
      const outcome = draw(reply.slice(0, Math.ceil(reply.length * share)), "s-");
      return trialsOf(outcome, share === 1)
        .filter((trial) => {
          const key = JSON.stringify(trial).replace(/(pwned=|vector=)\d+/g, "$1");
          return !seen.has(key) && seen.add(key);
        })
        .map((trial) => ({ number, what: `${nameOf(number)} at ${share} (${trial.way})`, trial }));
    }),
  );
}

test("the detectors see what the attacks do when nothing stops them", async ({ context }) => {
  const bench = await openAttackBench(context);
  const { server } = bench;
  const tried = numbered.filter(({ number }) => number % EVERY === 0);
  const reply = ({ attack, number }: Numbered) => arm(attack, number, server.host);
  const ways: ((one: Numbered) => Trial)[] = [
    (one) => ({ way: "framed", markup: reply(one) }),
    (one) => ({ way: "document", address: server.publish(reply(one), "image/svg+xml"), isTrusted: false }),
    (one) => ({ way: "document", address: server.publish(reply(one), "text/html"), isTrusted: false }),
  ];
  const live = new Set<number>();
  for (const way of ways) {
    const rest = tried.filter(({ number }) => !live.has(number));
    const { hit } = await bench.run(
      rest.map((one) => ({ number: one.number, what: one.attack.name, trial: way(one) })),
    );
    for (const { number } of rest) if (hit.has(number)) live.add(number);
  }
  const share = live.size / tried.length;
  console.log(`${tried.length} attacks without the engine: ${(share * 100).toFixed(1)} % are live`);
  expect(share).toBeGreaterThanOrEqual(0.6);
  await bench.close();
});

test("drawn by operations, no script runs and nothing is loaded", async ({ context }) => {
  const bench = await openAttackBench(context);
  const attempts = attemptsOf(numbered, bench.server.host, ({ live, rest, ops }) => [
    { way: "stage", operations: [...live, ...rest] },
    { way: "bare", operations: [...live, ...rest] },
    { way: "bare", operations: ops },
  ]);
  console.log(`${attempts.length} different drawings by operations`);
  const { hit, events } = await bench.run(attempts, 100);
  expect(events).toEqual([]);
  expect([...hit].map(nameOf)).toEqual([]);
  await bench.close();
});

test("inlined in a page, exports run no script, load nothing and leave the page as it is", async ({
  context,
}) => {
  const bench = await openAttackBench(context);
  const attempts = attemptsOf(numbered, bench.server.host, ({ svg, still }) => [
    { way: "inline", markup: svg },
    { way: "inline", markup: still },
  ]);
  console.log(`${attempts.length} different drawings inline`);
  const { hit, events } = await bench.run(attempts, 100);
  expect(events).toEqual([]);
  expect([...hit].map(nameOf)).toEqual([]);
  await bench.close();
});

test("opened as documents, exports are well formed, run no script and load nothing", async ({ context }) => {
  const bench = await openAttackBench(context);
  const { server } = bench;
  const attempts = attemptsOf(numbered, server.host, ({ svg, still }, isWhole) =>
    (isWhole ? [svg, still] : [svg])
      .filter((text) => text !== "")
      .map((text) => ({ way: "inline" as const, markup: text })),
  ).map((attempt): Attempt => {
    const markup = attempt.trial.way === "inline" ? attempt.trial.markup : "";
    return {
      ...attempt,
      trial: { way: "document", address: server.publish(markup, "image/svg+xml"), isTrusted: true },
    };
  });
  console.log(`${attempts.length} different drawings as documents`);
  const { hit, events } = await bench.run(attempts, 60);
  expect(events).toEqual([]);
  expect([...hit].map(nameOf)).toEqual([]);
  await bench.close();
});

test("the detectors see what operations and inlined exports could do", async ({ context }) => {
  const bench = await openAttackBench(context);
  const { host } = bench.server;
  const open = (name: string, attributes: Record<string, string>): SvgOperation[] => [
    { op: "open", node: 0, parent: null, name: "svg", attributes: {} },
    { op: "open", node: 1, parent: 0, name, attributes },
  ];
  const leak = (number: number) => `http://${host}/leak?vector=${number}`;
  const trials: Trial[] = [
    { way: "bare", operations: open("rect", { onclick: "top.pwned=0" }) },
    { way: "bare", operations: open("image", { href: leak(1) }) },
    {
      way: "bare",
      operations: [...open("style", {}), { op: "text", node: 1, text: `@import '${leak(2)}';` }],
    },
    { way: "stage", operations: open("image", { style: `background:image-set('${leak(3)}' 1x)` }) },
    { way: "inline", markup: `<svg><style>svg{background:url(${leak(4)})}</style></svg>` },
    { way: "inline", markup: `<svg><a href="javascript:top.pwned=5"><rect width="9" height="9"/></a></svg>` },
    {
      way: "inline",
      markup: `<svg><image href="#"><set attributeName="href" to="${leak(6)}"/></image></svg>`,
    },
    { way: "inline", markup: "<svg><style>p{color:red}</style></svg>" },
    { way: "inline", markup: `<svg style="position:fixed"/>` },
  ];
  const { hit, events } = await bench.run(
    trials.map((trial, number) => ({ number, what: `${number}`, trial })),
  );
  // The stage refuses by itself what the third one asks for.
  expect([...hit].sort()).toEqual([0, 1, 2, 4, 5, 6]);
  expect(events.join("\n")).toContain("the page looks otherwise");
  expect(events.join("\n")).toContain("svg has position fixed");
  await bench.close();
});
