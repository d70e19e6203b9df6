// Services for tests of the routes: everything answers, and a test says what should answer otherwise.
import type { TelemetryRecord } from "../contracts/telemetry.ts";
import { AppError } from "../errors.ts";
import type { Actor } from "../identity/index.ts";
import type { ApiServices } from "./services.ts";

export const LEARNER: Actor = {
  learnerId: "11111111-1111-4111-8111-111111111111",
  role: "learner",
  via: "cookie",
};
export const RUN_ID = "22222222-2222-4222-8222-222222222222";

/** A part of the services in which what a test does not give must not be called. */
function only<T extends object>(name: string, given: Partial<T>): T {
  return new Proxy(given, {
    get(target, key) {
      if (key in target || typeof key === "symbol" || key === "then") return Reflect.get(target, key);
      throw new Error(`The test did not expect ${name}.${key} to be used.`);
    },
  }) as T;
}

type Parts = { [N in keyof ApiServices]?: Partial<ApiServices[N]> };

export function testServices(parts: Parts = {}) {
  const logged: object[] = [];
  const recorded: TelemetryRecord[] = [];
  const log = (data: object) => void logged.push(data);
  const services: ApiServices = {
    env: { appUrl: undefined, ...parts.env },
    runs: only("runs", parts.runs ?? {}),
    identity: only("identity", {
      actor: async (headers: Headers) => {
        if (headers.get("cookie") === "learner=tampered") throw new AppError("UNAUTHENTICATED", "Not ours.");
        return { ...LEARNER, setCookie: "learner=signed; Path=/" };
      },
      clearCookie: () => "learner=; Max-Age=0; Path=/",
      ...parts.identity,
    }),
    flags: only("flags", parts.flags ?? {}),
    telemetry: only("telemetry", {
      record: (event: TelemetryRecord) => void recorded.push(event),
      ...parts.telemetry,
    }),
    health: only("health", parts.health ?? {}),
    exports: only("exports", parts.exports ?? {}),
    log: { info: log, warn: log, error: log },
  };
  return { services, logged, recorded, open: async () => services };
}

/** A request as the server gets it, with the context that Next gives beside it. */
export function sent(
  method: string,
  path: string,
  options: {
    headers?: Record<string, string>;
    body?: BodyInit;
    json?: unknown;
    params?: Record<string, string | string[]>;
  } = {},
) {
  const headers = new Headers({ host: "localhost:3000", ...options.headers });
  if (options.json !== undefined) headers.set("content-type", "application/json");
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  const init: RequestInit & { duplex: "half" } = { method, headers, body, duplex: "half" };
  const request = new Request(`http://localhost:3000${path}`, init);
  return [request, { params: Promise.resolve(options.params ?? {}) }] as const;
}
