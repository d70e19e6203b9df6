// What an attacker or an unlucky moment can do while somebody signs up or in.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OwnIdentity, openOwnIdentity } from "./__fixtures__/own-identity.ts";

let identity: OwnIdentity;

beforeEach(async () => {
  identity = await openOwnIdentity();
});
afterEach(() => identity.close());

const pairOf = (setCookie = "") => setCookie.split(";")[0] ?? "";
const bearer = (token: string) => identity.actor(new Headers({ authorization: `Bearer ${token}` }));
const cookie = (...pairs: string[]) => new Headers({ cookie: pairs.join("; ") });

async function anonymous() {
  const { learnerId, setCookie } = await identity.actor(new Headers());
  return { learnerId, pair: pairOf(setCookie) };
}

/** Signs up or in with a browser's learner cookie; gives the cookies that the browser has then. */
async function enter(path: "/sign-up/email" | "/sign-in/email", name: string, learner: string) {
  const answer = await identity.handleAccounts(
    new Request(`http://localhost/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: learner },
      body: JSON.stringify({ name, email: `${name}@example.org`, password: "a long password" }),
    }),
  );
  const [session = "", renewed] = answer.headers.getSetCookie().map(pairOf);
  return cookie(session, renewed ?? learner);
}

describe.each([
  ["an account that is new", false],
  ["an account that there is", true],
] as const)("signing in to %s, in a browser that somebody else used before", (_, isKnown) => {
  const signIn = async (learner: string) => {
    if (isKnown) await enter("/sign-up/email", "ann", (await anonymous()).pair);
    return enter(isKnown ? "/sign-in/email" : "/sign-up/email", "ann", learner);
  };

  it("gives their tokens no way into the account", async () => {
    const stranger = await anonymous();
    const { token } = await identity.tokens.create(stranger, "planted");
    const actor = await identity.actor(await signIn(stranger.pair));
    await expect(bearer(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await identity.tokens.list(actor.learnerId)).toEqual([]);
    const own = await identity.tokens.create(actor, "own");
    expect(await bearer(own.token)).toMatchObject({ learnerId: actor.learnerId, userId: actor.userId });
  });

  it("gives a request that was under way no token of the account", async () => {
    const stranger = await anonymous();
    await signIn(stranger.pair);
    await expect(identity.tokens.create(stranger, "late")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("makes their cookie worth nothing, and says so to whatever would be kept", async () => {
    const stranger = await anonymous();
    const { learnerId } = await identity.actor(await signIn(stranger.pair));
    const late = await identity.actor(cookie(stranger.pair));
    expect(late).toMatchObject({ via: "cookie", isStale: true, setCookie: expect.any(String) });
    expect([learnerId, stranger.learnerId]).not.toContain(late.learnerId);
    // With the new cookie it is somebody again.
    expect(await identity.actor(cookie(pairOf(late.setCookie)))).not.toHaveProperty("isStale");
  });
});

it("a learner who was merged is never taken by another account", async () => {
  const stranger = await anonymous();
  await enter("/sign-up/email", "ann", (await anonymous()).pair);
  const ann = await identity.actor(await enter("/sign-in/email", "ann", stranger.pair));
  const bob = await identity.actor(await enter("/sign-up/email", "bob", stranger.pair));
  expect(bob.learnerId).not.toBe(stranger.learnerId);
  expect(bob.learnerId).not.toBe(ann.learnerId);
  expect(await identity.prisma.learner.findUnique({ where: { id: stranger.learnerId } })).toMatchObject({
    userId: null,
    mergedInto: ann.learnerId,
  });
});

it("fifty tokens are the most, also when all are asked for at once", async () => {
  const { learnerId } = await anonymous();
  await identity.ensureLearner(learnerId);
  await identity.prisma.apiToken.createMany({
    data: Array.from({ length: 48 }, () => ({ learnerId, name: "x", hash: randomUUID() })),
  });
  const made = await Promise.allSettled(
    Array.from({ length: 6 }, () => identity.tokens.create({ learnerId }, "y")),
  );
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect(await identity.tokens.list(learnerId)).toHaveLength(50);
});
