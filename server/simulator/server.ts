import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulation } from "./answer.ts";
import { createCalls } from "./calls.ts";
import { handleControl } from "./control.ts";
import { handleGemini } from "./gemini.ts";
import { geminiError } from "./gemini-wire.ts";
import { isRecord, sendJson } from "./http.ts";
import { handleOpenai } from "./openai.ts";
import { openaiError } from "./openai-wire.ts";
import { PACES, type Pace } from "./pace.ts";
import { invalid, Problem } from "./problem.ts";
import { createQuotas } from "./quota.ts";
import type { NewRule } from "./rule.ts";
import { createRules } from "./rules.ts";

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Loopback unless told: nothing here asks for a real key. */
  host?: string;
  /** How fast replies come; `instant` unless told. */
  timing?: keyof typeof PACES | Pace;
  /** Rules in force from the start. */
  rules?: NewRule[];
}

export interface Simulator {
  url: string;
  port: number;
  /** Ends every connection, streams included, and frees the port. */
  close(): Promise<void>;
}

/** Starts a simulated model. Rejects with the system's error when the port cannot be had. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = "127.0.0.1", timing = "instant", rules = [] } = options;
  const simulation: Simulation = {
    rules: createRules(),
    calls: createCalls(),
    quotas: createQuotas(),
    pace: typeof timing === "string" ? PACES[timing] : timing,
  };
  simulation.rules.add(rules);
  const server = createServer((request, response) => {
    void serve(simulation, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Side = "gemini" | "openai" | "control";

async function serve(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let side: Side = "openai";
  try {
    const url = new URL(request.url ?? "/", "http://simulator");
    side = sideOf(url, request);
    if (url.pathname === "/") return sendJson(response, 200, { name: "simulated model" });
    const handle = { gemini: handleGemini, openai: handleOpenai, control: handleControl }[side];
    await handle(simulation, request, response, url);
  } catch (error) {
    const { socket } = response;
    if (response.headersSent || socket === null || socket.destroyed) response.destroy();
    else sendProblem(response, side, asProblem(error));
  }
}

/** Both protocols own `/v1/models`; a Gemini client is known by its key header or parameter. */
function sideOf(url: URL, request: IncomingMessage): Side {
  const { pathname } = url;
  if (pathname.startsWith("/__control/")) return "control";
  if (pathname.startsWith("/v1beta/")) return "gemini";
  const keyed = request.headers["x-goog-api-key"] !== undefined || url.searchParams.has("key");
  return /^\/v1\/(models|tunedModels)(\/|$)/.test(pathname) && (keyed || pathname.includes(":"))
    ? "gemini"
    : "openai";
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // What `new URL` and `decodeURIComponent` throw for a path that is none.
  if (isRecord(error) && error.code === "ERR_INVALID_URL")
    return invalid("The address of the request is not valid.");
  if (error instanceof URIError) return invalid("The path of the request is not validly escaped.");
  console.error("the simulated model failed:", error);
  return new Problem(500, "forced", "The simulated model itself failed.");
}

function sendProblem(response: ServerResponse, side: Side, problem: Problem): void {
  const { retryAfterSeconds, headers = {} } = problem.details;
  const wait: Record<string, string> =
    retryAfterSeconds === undefined
      ? {}
      : {
          "retry-after": String(Math.ceil(retryAfterSeconds)),
          ...(side === "openai" ? { "retry-after-ms": String(Math.ceil(retryAfterSeconds * 1000)) } : {}),
        };
  const body =
    side === "gemini"
      ? geminiError(problem)
      : side === "openai"
        ? openaiError(problem)
        : { error: { message: problem.message } };
  sendJson(response, problem.status, body, { ...headers, ...wait });
}
