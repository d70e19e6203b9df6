import { afterAll, beforeAll, expect, it } from "vitest";
import { type OwnIdentity, openOwnIdentity } from "./__fixtures__/own-identity.ts";

let identity: OwnIdentity;

beforeAll(async () => {
  identity = await openOwnIdentity({ trustProxy: true });
});
afterAll(() => identity.close());

const email = "ann@example.org";
const send = (path: string, address: number, body: object) =>
  identity.handleAccounts(
    new Request(`http://localhost/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": `10.0.0.${address}` },
      body: JSON.stringify(body),
    }),
  );

it("one account's password cannot be guessed from many addresses", async () => {
  await send("/sign-up/email", 200, { name: "Ann", email, password: "a long password" });
  const codes: string[] = [];
  for (let guess = 0; guess < 52; guess += 4)
    await Promise.all(
      [0, 1, 2, 3].map((next) =>
        send("/sign-in/email", guess + next, { email, password: `guess number ${guess}` }).catch((error) =>
          codes.push(error.code),
        ),
      ),
    );
  expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(52);
  await expect(send("/sign-in/email", 100, { email, password: "a long password" })).rejects.toMatchObject({
    code: "LIMIT",
    retryAfter: expect.any(Number),
  });
  expect(
    (
      await send("/sign-up/email", 101, {
        name: "Bob",
        email: "bob@example.org",
        password: "a long password",
      })
    ).status,
  ).toBe(200);
});
