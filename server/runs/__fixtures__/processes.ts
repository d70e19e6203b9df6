import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

interface Hold {
  waiting: { worker: string; response: ServerResponse }[];
  reached: PromiseWithResolvers<void>;
}

export interface ModelServer {
  url: string;
  /** Requests for this point of this topic wait, until `release`. */
  hold(topic: string, point: string): void;
  /** Resolves when a worker stands at a held point. */
  held(topic: string, point: string): Promise<void>;
  release(topic: string, point: string): void;
  /** Answers one worker that stands at a held point; others go on standing there. */
  releaseOne(topic: string, point: string, worker: string): void;
  /** How many model calls were made for a step, by which workers. */
  calls(topic: string, key: string): string[];
  close(): Promise<void>;
}

/** What worker processes of these tests call: their models, and their barriers. */
export async function startModelServer(): Promise<ModelServer> {
  const calls = new Map<string, string[]>();
  const holds = new Map<string, Hold>();
  const idOf = (topic: string, point: string) => `${topic} ${point}`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const id = idOf(searchParams.get("topic") ?? "", searchParams.get("point") ?? "");
    const worker = searchParams.get("worker") ?? "";
    if (pathname === "/call") calls.set(id, [...(calls.get(id) ?? []), worker]);
    const hold = holds.get(id);
    if (!hold) return void response.end();
    hold.waiting.push({ worker, response });
    hold.reached.resolve();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (topic, point) =>
      void holds.set(idOf(topic, point), { waiting: [], reached: Promise.withResolvers<void>() }),
    held: (topic, point) => holds.get(idOf(topic, point))?.reached.promise ?? Promise.resolve(),
    release(topic, point) {
      const id = idOf(topic, point);
      const hold = holds.get(id);
      holds.delete(id);
      for (const { response } of hold?.waiting ?? []) response.end();
    },
    releaseOne(topic, point, worker) {
      for (const one of holds.get(idOf(topic, point))?.waiting ?? [])
        if (one.worker === worker) one.response.end();
    },
    calls: (topic, key) => calls.get(idOf(topic, key)) ?? [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export interface WorkerProcess {
  name: string;
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal and waits for its end. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

/** Starts a worker in a process of its own; resolves when it takes runs. */
export async function startWorkerProcess(options: {
  name: string;
  databaseUrl: string;
  modelUrl: string;
  concurrency?: number;
  graceMs?: number;
}): Promise<WorkerProcess> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "worker-process.ts")], {
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      MODEL_URL: options.modelUrl,
      WORKER_NAME: options.name,
      CONCURRENCY: String(options.concurrency ?? 16),
      GRACE_MS: String(options.graceMs ?? 20_000),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const errors: string[] = [];
  if (!child.stdout || !child.stderr) throw new Error("The worker's output is not piped.");
  child.stderr.on("data", (data) => errors.push(String(data)));
  const ready = (async (output) => {
    for await (const line of createInterface({ input: output })) if (line === "ready") return;
    throw new Error(`The worker did not start: ${errors.join("")}`);
  })(child.stdout);
  await ready;
  child.stdout.resume();
  return {
    name: options.name,
    signal: (signal) => void child.kill(signal),
    async end(signal) {
      child.kill(signal);
      if (signal === "SIGKILL") child.kill("SIGCONT"); // one that was stopped dies only when it goes on
      await ended;
    },
  };
}
