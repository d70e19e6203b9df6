// Scores pages as Lighthouse sees them on a phone, and says what costs points:
// `node scripts/lighthouse.ts http://localhost:3000/ http://localhost:3000/library "run:photosynthesis"`.
// `run:<topic>` is the page of a run that is made for it, on the server of the first address, and has ended. All pages
// are seen by that run's learner; without any run, by somebody new.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { chromium } from "@playwright/test";
import lighthouse, { type RunnerResult } from "lighthouse";
import { findChromium } from "./chromium.ts";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
/** How long a run may take until its page is looked at, in milliseconds. */
const PATIENCE_MS = 180_000;

const asked = process.argv.slice(2);
const first = asked.find((one) => /^https?:/.test(one));
if (!first) {
  console.error("usage: node scripts/lighthouse.ts <url> … [run:<topic> …]");
  process.exit(2);
}
const executablePath = findChromium();
if (executablePath === null) {
  console.error("There is no Chromium here; CHROME_PATH names one.");
  process.exit(2);
}

let cookie = "";
const pages: string[] = [];
for (const one of asked) pages.push(one.startsWith("run:") ? await makeRun(one.slice(4)) : one);

const port = await freePort();
const browser = await chromium.launch({
  executablePath,
  args: [`--remote-debugging-port=${port}`, "--no-sandbox"],
});
let isWhole = true;
try {
  for (const page of pages) isWhole = (await score(page)) && isWhole;
} finally {
  await browser.close();
}
process.exit(isWhole ? 0 : 1);

/** Scores one page; gives whether it could be. */
async function score(url: string): Promise<boolean> {
  const result = await lighthouse(url, {
    port,
    logLevel: "error",
    onlyCategories: CATEGORIES,
    ...(cookie && { extraHeaders: { Cookie: cookie } }),
  });
  console.log(`\n${url}`);
  if (!result || result.lhr.runtimeError) {
    console.error(`  ${result?.lhr.runtimeError?.message ?? "no result"}`);
    return false;
  }
  const { categories, audits, environment } = result.lhr;
  for (const { title, score, auditRefs } of Object.values(categories)) {
    console.log(`  ${String(Math.round(100 * (score ?? 0))).padStart(3)}  ${title}`);
    const whole = auditRefs.reduce((sum, { weight }) => sum + weight, 0);
    for (const { id, weight } of auditRefs) {
      const audit = audits[id];
      if (audit?.score == null || audit.score >= 1 || weight === 0) continue;
      const lost = (100 * weight * (1 - audit.score)) / whole;
      console.log(`       -${lost.toFixed(1)}  ${told(audit)}`);
    }
  }
  const hints = Object.values(audits).filter(
    ({ score, id }) => score !== null && score < 0.9 && !isWeighed(id),
  );
  for (const audit of hints) console.log(`    hint  ${told(audit)}`);
  console.log(`  (speed of this machine: ${environment.benchmarkIndex}; a usual one has 1000 and more)`);
  return true;

  function isWeighed(id: string): boolean {
    return Object.values(categories).some(({ auditRefs }) =>
      auditRefs.some((one) => one.id === id && one.weight > 0),
    );
  }
}

type Audit = RunnerResult["lhr"]["audits"][string];

/** An audit in a line, with the first things that it found. */
function told({ id, title, displayValue, details }: Audit): string {
  const items: unknown[] = details && "items" in details && Array.isArray(details.items) ? details.items : [];
  const found = items.slice(0, 4).flatMap((item) => whereOf(item) ?? []);
  return [`${id}: ${title}`, displayValue, ...found.map((one) => `\n             ${one}`)]
    .filter(Boolean)
    .join(" ");
}

function whereOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const { node, url, source, reason, label, wastedBytes, wastedMs } = item as Record<string, unknown>;
  const snippet = typeof node === "object" && node !== null && "snippet" in node ? node.snippet : undefined;
  const where = snippet ?? url ?? reason ?? label ?? source;
  if (typeof where !== "string") return undefined;
  const cost = [wastedBytes && `${wastedBytes} bytes`, wastedMs && `${wastedMs} ms`]
    .filter(Boolean)
    .join(", ");
  return cost ? `${where} (${cost})` : where;
}

/** Makes a run as its learner would, waits for its end, and gives the address of its page. */
async function makeRun(topic: string): Promise<string> {
  const response = await fetch(new URL("/api/runs", first), {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie && { cookie }) },
    body: JSON.stringify({ kind: "visual", input: { topic } }),
  });
  if (!response.ok) throw new Error(`The run was refused: ${response.status} ${await response.text()}`);
  cookie ||= response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const { id, url } = (await response.json()) as { id: string; url: string };
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const snapshot = await fetch(new URL(`/api/runs/${id}`, first), { headers: { cookie } });
    const { status } = (await snapshot.json()) as { status: string };
    if (status === "succeeded") return new URL(url, first).href;
    if (["partial", "failed", "cancelled"].includes(status))
      throw new Error(`The run of ${topic} ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`The run of ${topic} did not end in time.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
