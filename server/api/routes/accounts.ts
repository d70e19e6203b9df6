import { ClaimAdmin, CreateToken } from "../../contracts/identity.ts";
import { AppError } from "../../errors.ts";
import { readBytes } from "../body.ts";
import { asLearner, type Handler, type LearnerCall } from "../http.ts";

/** Everything under /api/auth. */
export const accounts: Handler = async ({ request, open }) => {
  const { identity } = await open();
  const bytes = await readBytes(request);
  const body = bytes.byteLength === 0 ? undefined : bytes;
  const { method, headers } = request;
  return identity.handleAccounts(new Request(request.url, { method, headers, body }));
};

export const listTokens = asLearner(async ({ services, actor }) =>
  Response.json({ tokens: await services.identity.tokens.list(actor.learnerId) }),
);

export const createToken = asLearner(async (call) => {
  requirePerson(call);
  const { name } = await call.body(CreateToken);
  const token = await call.services.identity.tokens.create(call.actor.learnerId, name);
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
