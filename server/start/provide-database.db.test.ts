import { Client } from "pg";
import { expect, test } from "vitest";
import { provideDatabase } from "./provide-database.ts";
import { startTestPostgres } from "./testing.ts";

test("a database outside is migrated and left running; without it there is one sentence", async () => {
  const outside = await startTestPostgres();
  const config = { databaseUrl: outside.url, dataDir: "/nowhere" };
  const provided = await provideDatabase(config);
  expect(provided.url).toBe(outside.url);
  await provided.close();
  const client = new Client({ connectionString: outside.url });
  await client.connect();
  expect((await client.query(`select count(*)::int as runs from "Run"`)).rows).toEqual([{ runs: 0 }]);
  await client.end();

  await outside.stop();
  await expect(provideDatabase(config)).rejects.toThrow(
    "The database cannot be reached: connect ECONNREFUSED",
  );
  await outside.start();
  await (await provideDatabase(config)).close();
  await outside.close();
});
