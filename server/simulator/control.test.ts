import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "./server.ts";
import { createSimulatorControl } from "./testing-control.ts";

let simulator: Simulator;
let control: ReturnType<typeof createSimulatorControl>;
beforeAll(async () => {
  simulator = await startSimulator();
  control = createSimulatorControl(simulator.url);
});
beforeEach(async () => {
  await control.clearRules();
  await control.clearQuota();
  await control.clearCalls();
});
afterAll(() => simulator.close());

const ask = (content: string, model = "gpt-5") =>
  new OpenAI({ apiKey: "k", baseURL: `${simulator.url}/v1`, maxRetries: 0 }).chat.completions
    .create({ model, messages: [{ role: "user", content }] })
    .withResponse();

describe("rules", () => {
  test("the first that fits applies: by marker and, when it names one, by model", async () => {
    await control.rules(
      { marker: "[m]", model: "gpt-4.1", text: "for another model" },
      { marker: "[m]", text: "first", times: 1 },
      { id: "second", marker: "[m]", text: "second" },
    );
    const say = async (prompt: string) => (await ask(prompt)).data.choices[0]?.message.content;
    expect(await say("Topic: [m]")).toBe("first");
    expect(await say("Topic: [m]")).toBe("second");
    expect(await say("Topic: none")).toContain("sample model");
    expect((await control.calls("[m]")).map(({ rule }) => rule)).toEqual([
      expect.stringMatching(/^rule-/),
      "second",
    ]);
  });

  test("a second string narrows a rule", async () => {
    await control.rules({ marker: "[n]", also: "Task: plan", text: "only the plan" });
    const say = async (prompt: string) => (await ask(prompt)).data.choices[0]?.message.content;
    expect(await say("Task: plan\nTopic: tea [n]")).toBe("only the plan");
    expect(await say("Task: draw\nTopic: tea [n]")).not.toBe("only the plan");
  });

  test("forgetting the rules lets held streams go on", async () => {
    await control.rules({ marker: "[h]", hold: 0, text: "free" });
    const held = ask("[h]");
    await control.untilHeld("[h]");
    await control.clearRules();
    expect((await held).data.choices[0]?.message.content).toBe("free");
  });
});

test.each([
  ["rules", {}, "rules must be an array"],
  ["rules", { rules: [{}] }, "rules[0].marker"],
  [
    "rules",
    { rules: [{ marker: "a" }, { marker: "b", fault: "odd" }] },
    "rules[1].fault must be one of empty",
  ],
  ["rules", { rules: [{ marker: "a", chunkSize: 1.5 }] }, "rules[0].chunkSize must be a whole number"],
  ["rules", { rules: [{ marker: "a", chunks: [1] }] }, "rules[0].chunks must be an array of strings"],
  ["rules", { rules: [{ marker: "a", colour: "red" }] }, "rules[0].colour is not a known field"],
  ["rules", { rules: [{ marker: "a", constructor: 1 }] }, "rules[0].constructor is not a known field"],
  ["rules", { rules: [{ marker: "a", fault: "status" }] }, "rules[0].status is missing"],
  ["rules", { rules: [{ marker: "a", text: "x", chunks: ["x"] }] }, "both text and chunks"],
  ["release", {}, "marker must be"],
  ["quota", { model: "m", requestsPerMinute: 0 }, "requestsPerMinute must be"],
  ["pace", { pace: "fast" }, "pace must be"],
])("POST %s %j is refused by name", async (route, body, message) => {
  const response = await fetch(`${simulator.url}/__control/${route}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining(message) } });
});

test("a bad rule adds none of its list", async () => {
  await expect(control.rules({ marker: "[x]", text: "x" }, { marker: "" })).rejects.toThrow(
    /rules\[1\]\.marker/,
  );
  expect((await ask("[x]")).data.choices[0]?.message.content).not.toBe("x");
});

test("releasing an unknown marker and unknown routes are 404", async () => {
  await expect(control.release("[nobody]")).rejects.toThrow("404");
  expect((await fetch(`${simulator.url}/__control/nothing`)).status).toBe(404);
});

test.each([{ origin: "https://example.com" }, { host: "rebound.example.com" }])(
  "a page in a browser is refused: %j",
  async (headers) => {
    const sent = request(`${simulator.url}/__control/calls`, { headers });
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(403);
  },
);

test("addresses that are none are refused", async () => {
  for (const path of ["/v1beta/models/%zz:generateContent", "//"]) {
    const sent = request({ port: simulator.port, host: "127.0.0.1", path, method: "POST" });
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode, path).toBe(400);
  }
});

test("a client that leaves while it sends its request is no fault of ours", async () => {
  const socket = connect(simulator.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write('POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"model"');
  await new Promise<void>((resolve) => socket.end(() => resolve()));
  await once(socket.resume(), "close");
  await expect(ask("Topic: tea")).resolves.toBeDefined();
});

test("the log tells each call", async () => {
  await ask("Topic: bees [log]");
  const [call, ...others] = await control.calls("[log]");
  expect(others).toEqual([]);
  expect(call).toMatchObject({
    protocol: "openai",
    operation: "chat/completions",
    model: "gpt-5",
    stream: false,
    prompt: expect.stringContaining("Topic: bees [log]"),
    rule: null,
    status: 200,
    outcome: "finished",
    live: false,
  });
  expect(call?.endedAt).toBeGreaterThanOrEqual(call?.startedAt ?? Number.POSITIVE_INFINITY);
  expect(new Date(call?.at ?? "").getTime()).toBe(call?.startedAt);
  const [left = 0, ...further] = call?.chunksAt ?? [];
  expect(further).toEqual([]);
  expect(left).toBeGreaterThanOrEqual(call?.startedAt ?? Number.POSITIVE_INFINITY);
  expect(left).toBeLessThanOrEqual(call?.endedAt ?? 0);
  await control.clearCalls();
  expect(await control.calls()).toEqual([]);
});

describe("quota", () => {
  test("OpenAI: rate headers on every answer, then 429 with Retry-After", async () => {
    await control.quota({ model: "gpt-5", requestsPerMinute: 30, burst: 1, tokensPerMinute: 60_000 });
    const { response } = await ask("Topic: tea");
    expect(response.headers.get("x-ratelimit-limit-requests")).toBe("30");
    expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect(response.headers.get("x-ratelimit-reset-requests")).toMatch(/^[\d.]+m?s$/);
    expect(response.headers.get("x-ratelimit-limit-tokens")).toBe("60000");
    expect(Number(response.headers.get("x-ratelimit-remaining-tokens"))).toBeLessThan(60_000);
    const refused = await ask("Topic: tea").catch((error: unknown) => error);
    if (!(refused instanceof OpenAI.RateLimitError)) throw new Error("expected a 429");
    expect(refused).toMatchObject({ code: "rate_limit_exceeded", type: "requests" });
    expect(refused.message).toMatch(/Limit 30\. Please try again in [\d.]+m?s\./);
    expect(["1", "2"]).toContain(refused.headers.get("retry-after"));
    expect(refused.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    await expect(ask("Topic: tea", "gpt-4.1")).resolves.toBeDefined();
    await control.clearQuota("gpt-5");
    await expect(ask("Topic: tea")).resolves.toBeDefined();
  });

  test("Gemini: 429 RESOURCE_EXHAUSTED with RetryInfo", async () => {
    await control.quota({ model: "gemini-3.5-flash", requestsPerMinute: 6, burst: 1 });
    const call = () =>
      fetch(`${simulator.url}/v1beta/models/gemini-3.5-flash:generateContent`, {
        method: "POST",
        body: JSON.stringify({ contents: [{ parts: [{ text: "Topic: tea" }] }] }),
      });
    expect((await call()).status).toBe(200);
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("10");
    const { error } = (await refused.json()) as {
      error: { status: string; details: Record<string, unknown>[] };
    };
    expect(error.status).toBe("RESOURCE_EXHAUSTED");
    const retry = error.details.find((detail) => String(detail["@type"]).endsWith("RetryInfo"));
    expect(Number.parseFloat(String(retry?.retryDelay))).toBeGreaterThan(9);
  });
});

describe("time", () => {
  const elapsed = async (prompt: string) => {
    const start = performance.now();
    await ask(prompt);
    return performance.now() - start;
  };

  test("the pace and a rule's own delays are kept", async () => {
    await control.rules({ marker: "[d]", chunks: ["a", "b", "c"], firstChunkMs: 60, delayMs: 30 });
    expect(await elapsed("[d]")).toBeGreaterThanOrEqual(115);
    await control.pace({ firstChunkMs: 80, chunkMs: 0 });
    expect(await elapsed("Topic: tea")).toBeGreaterThanOrEqual(75);
    await control.pace("instant");
  });

  test("slow is slower than the pace, and a client that gives up is noticed while it waits", async () => {
    await control.rules({ marker: "[s]", fault: "slow" });
    const leaving = new AbortController();
    const client = new OpenAI({ apiKey: "k", baseURL: `${simulator.url}/v1`, maxRetries: 0 });
    const asked = client.chat.completions
      .create({ model: "gpt-5", messages: [{ role: "user", content: "[s]" }] }, { signal: leaving.signal })
      .then(
        () => "answered",
        () => "left",
      );
    await expect.poll(async () => (await control.calls("[s]"))[0]?.live).toBe(true);
    leaving.abort();
    expect(await asked).toBe("left");
    expect(await control.untilEnded("[s]")).toMatchObject([{ outcome: "aborted", chunksSent: 0 }]);
  });
});

test("closing ends held streams and frees the port", async () => {
  const other = await startSimulator({ rules: [{ marker: "[c]", hold: 0 }] });
  const asked = fetch(`${other.url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "[c]" }] }),
  }).then(
    () => "answered",
    () => "ended",
  );
  await createSimulatorControl(other.url).untilHeld("[c]");
  await other.close();
  expect(await asked).toBe("ended");
  const again = await startSimulator({ port: other.port });
  expect(again.port).toBe(other.port);
  await expect(startSimulator({ port: other.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await again.close();
});
