import { expect, test } from "./fixtures/test.ts";

test("what is for development is not there in production", async ({ request }) => {
  const page = await request.get("/dev/drawing");
  expect(page.status()).toBe(404);
  expect(await page.text()).not.toContain("as it streams");
  for (const text of ["<svg/>", ""]) {
    const answer = await request.post("/api/dev/drawing", { data: { text, chunksPerSecond: 0 } });
    expect([answer.status(), (await answer.json()).error.code]).toEqual([404, "NOT_FOUND"]);
  }
});
