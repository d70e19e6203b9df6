import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { assertCanListen, isLive, localAddress, publicAddress } from "./address.ts";

test.each([
  [{ host: "0.0.0.0", port: 3000 }, "http://127.0.0.1:3000", "http://localhost:3000"],
  [{ host: "::", port: 3000 }, "http://[::1]:3000", "http://localhost:3000"],
  [{ host: "127.0.0.1", port: 1 }, "http://127.0.0.1:1", "http://localhost:1"],
  [{ host: "192.168.1.5", port: 80 }, "http://192.168.1.5:80", "http://192.168.1.5:80"],
  [
    { host: "0.0.0.0", port: 3000, appUrl: "https://learn.org" },
    "http://127.0.0.1:3000",
    "https://learn.org",
  ],
])("%j is reached here at %s and by people at %s", (listening, local, forPeople) => {
  expect(localAddress(listening)).toBe(local);
  expect(publicAddress(listening)).toBe(forPeople);
});

test("a taken port and a foreign address are named with their variable; a free one stays free", async () => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/api/live" ? 200 : 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    await expect(assertCanListen({ host, port })).rejects.toThrow(
      `PORT: ${port} is taken by another program`,
    );
  }
  expect(await isLive(`http://127.0.0.1:${port}`)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await isLive(`http://127.0.0.1:${port}`)).toBe(false);
  await assertCanListen({ host: "127.0.0.1", port });
  await assertCanListen({ host: "127.0.0.1", port });
  await expect(assertCanListen({ host: "203.0.113.1", port })).rejects.toThrow(
    "HOST: 203.0.113.1 is no address",
  );
});
