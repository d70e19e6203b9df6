// One real run against a live key: npm run smoke -- visual "how does a heart beat"
// Needs a running server (APP_URL, or http://localhost:PORT) that reaches real models.
import { parseArgs } from "node:util";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, "allow-sample": { type: "boolean", default: false } },
});
const [kind, topic] = positionals;
const base = values.url ?? process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
if (!kind || !topic) fail('usage: npm run smoke -- visual "a topic" [--url http://…] [--allow-sample]');

interface Answer {
  error?: { message: string };
  [field: string]: unknown;
}

let cookie = "";
const health = await ask("/api/health");
const models = JSON.stringify((health.parts as { models?: unknown } | undefined)?.models ?? "unknown");
if (models.includes("sample") && !values["allow-sample"]) {
  fail(`The server answers with the sample model: set a key, or say --allow-sample. (models: ${models})`);
}
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;
const run = await ask("/api/runs", { kind, input: { topic } });
console.log(`${seconds()}  ${base}${run.url}`);

let last: Answer = {};
for await (const event of follow(`${run.eventsUrl}`)) {
  last = event;
  const { type, step = "", code = "", message = "", usd, tokens, status = "" } = event;
  if (String(type).endsWith("-delta")) continue;
  const cost = usd === undefined ? "" : `$${Number(usd).toFixed(5)}, ${tokens} tokens`;
  console.log([seconds(), type, step, status, code, message, cost].filter(Boolean).join("  "));
}
if (last.type !== "run-end" || last.status !== "succeeded")
  fail(`The run did not succeed: ${JSON.stringify(last)}`);

async function ask(path: string, body?: object): Promise<Answer> {
  const response = await fetch(new URL(path, base), {
    method: body ? "POST" : "GET",
    headers: { ...(cookie && { cookie }), ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((error) =>
    fail(`${base} does not answer (${error.cause?.code ?? error.message}). Is the server running?`),
  );
  cookie ||= response.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const answer = (await response.json()) as Answer;
  if (!response.ok && answer.error) fail(`${path}: ${response.status} ${answer.error.message}`);
  return answer;
}

/** The run's events, to the end of the stream. */
async function* follow(path: string): AsyncGenerator<Answer> {
  const response = await fetch(new URL(path, base), { headers: { cookie } });
  if (!response.ok || !response.body) fail(`${path}: ${response.status}`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const data = text
        .slice(0, end)
        .split("\n")
        .find((line) => line.startsWith("data:"));
      text = text.slice(end + 2);
      if (data) yield JSON.parse(data.slice(5));
    }
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
