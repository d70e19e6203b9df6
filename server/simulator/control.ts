import type { IncomingMessage, ServerResponse } from "node:http";
import type { Simulation } from "./answer.ts";
import { readJson, sendJson } from "./http.ts";
import { parsePace } from "./pace.ts";
import { invalid, Problem } from "./problem.ts";
import { parseQuota } from "./quota.ts";
import { parseRules } from "./rule.ts";

/** Answers a request under `/__control/`; throws a Problem for a bad one. */
export async function handleControl(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isLocalProgram(request)) {
    throw new Problem(403, "invalid", "The control routes answer only to programs on this machine.");
  }
  const name = url.pathname.slice("/__control/".length);
  const marker = url.searchParams.get("marker") ?? undefined;
  const { rules, calls, quotas } = simulation;
  const ok = (body: unknown) => sendJson(response, 200, body);

  switch (`${request.method} ${name}`) {
    case "GET rules":
      return ok({ rules: rules.list() });
    case "POST rules":
      return ok({ ids: rules.add(parseRules((await readJson(request)).rules)) });
    case "DELETE rules":
      rules.clear();
      return ok({});
    case "POST release": {
      const body = await readJson(request);
      if (typeof body.marker !== "string" || body.marker === "")
        throw invalid("marker must be the marker of a rule.");
      const released = rules.release(body.marker);
      if (released.rules === 0)
        throw new Problem(404, "not-found", `No rule has the marker "${body.marker}".`);
      return ok(released);
    }
    case "GET held":
      return ok({ held: rules.held(marker) });
    case "GET calls":
      return ok({ calls: calls.list(marker) });
    case "DELETE calls":
      calls.clear();
      return ok({});
    case "POST quota": {
      const { model, quota } = parseQuota(await readJson(request));
      quotas.set(model, quota);
      return ok({ model, ...quota });
    }
    case "DELETE quota":
      quotas.clear(url.searchParams.get("model") ?? undefined);
      return ok({});
    case "POST pace":
      simulation.pace = parsePace((await readJson(request)).pace);
      return ok({ pace: simulation.pace });
    default:
      throw new Problem(404, "not-found", `There is no control route ${request.method} ${url.pathname}.`);
  }
}

/** Neither another host nor a page in a browser, not even one whose own name was made to point here. */
function isLocalProgram({ socket, headers }: IncomingMessage): boolean {
  const near = socket.remoteAddress === "::1" || /^(::ffff:)?127\./.test(socket.remoteAddress ?? "");
  const named = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(headers.host ?? "");
  return near && named && headers.origin === undefined;
}
