import { ACCOUNT_BODIES, type AccountAction, ClaimAdmin, CreateToken } from "../../contracts/identity.ts";
import { AppError } from "../../errors.ts";
import { asLearner, type Call, type Handler, type LearnerCall, notAllowed } from "../http.ts";

const isAction = (path: string): path is AccountAction => Object.hasOwn(ACCOUNT_BODIES, path);
const actionOf = ({ url }: Call) => url.pathname.replace(/^\/api\/auth/, "");

/** `GET /api/auth/get-session`: who is signed in. */
export const readAccount: Handler = async (call) => {
  const action = actionOf(call);
  if (isAction(action)) return notAllowed(["POST"], "POST, OPTIONS");
  if (action !== "/get-session") throw new AppError("NOT_FOUND", "There is no such address.");
  const { identity } = await call.open();
  const { headers } = call.request;
  return identity.handleAccounts(new Request(call.request.url, { headers }));
};

/** Everything else under `/api/auth`. */
export const changeAccount: Handler = async (call) => {
  const action = actionOf(call);
  if (action === "/get-session") return notAllowed(["GET"], "GET, HEAD, OPTIONS");
  if (!isAction(action)) throw new AppError("NOT_FOUND", "There is no such address.");
  const { identity } = await call.open();
  // Only what was checked is passed on, and nothing that says how the former bytes were written.
  const body = JSON.stringify((await call.body(ACCOUNT_BODIES[action])) ?? {});
  const headers = new Headers(call.request.headers);
  headers.set("content-type", "application/json");
  for (const name of ["content-length", "content-encoding", "transfer-encoding"]) headers.delete(name);
  return identity.handleAccounts(new Request(call.request.url, { method: "POST", headers, body }));
};

export const listTokens = asLearner(async ({ services, actor }) =>
  Response.json({ tokens: await services.identity.tokens.list(actor.learnerId) }),
);

export const createToken = asLearner(async (call) => {
  requirePerson(call);
  const { name } = await call.body(CreateToken);
  const token = await call.services.identity.tokens.create(call.actor, name);
  return Response.json(token, { status: 201 });
});

export const revokeToken = asLearner(async (call) => {
  requirePerson(call);
  await call.services.identity.tokens.revoke(call.actor.learnerId, call.params.id ?? "");
  return new Response(null, { status: 204 });
});

export const claimAdmin: Handler = async ({ open, body }) => {
  const { identity } = await open();
  const { token, ...request } = await body(ClaimAdmin);
  await identity.claimAdmin(token, request);
  return Response.json({ claimed: true }, { status: 201 });
};

/** A token that got into wrong hands must not make more of its kind, nor take away the others. */
function requirePerson({ actor }: LearnerCall): void {
  if (actor.via === "token")
    throw new AppError("FORBIDDEN", "Tokens are managed in the browser, not by a token.");
}
