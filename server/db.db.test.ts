import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "./db.ts";
import { openTestDatabase } from "./start/testing.ts";

let own: Awaited<ReturnType<typeof openTestDatabase>>;
let database: Database;

beforeAll(async () => {
  own = await openTestDatabase();
  database = openDatabase(own.url, { max: 2 });
});

afterAll(async () => {
  await database.close();
  await own.close();
});

test("keeps what is written, with times in UTC whatever the zone of the process", async () => {
  const createdAt = new Date("2026-03-01T12:00:00.123Z");
  await database.prisma.setting.create({ data: { key: "a", value: "b", createdAt } });
  expect(await database.prisma.setting.findUnique({ where: { key: "a" } })).toEqual({
    key: "a",
    value: "b",
    createdAt,
  });
  const [row] = await database.prisma.$queryRaw<
    { text: string }[]
  >`select "createdAt"::text as text from "Setting"`;
  expect(row?.text).toBe("2026-03-01 12:00:00.123+00");
});

test("never opens more connections than it may", async () => {
  const ask = () => database.prisma.$queryRaw<{ count: bigint }[]>`
    select count(*) from pg_stat_activity where datname = current_database()`;
  const counts = await Promise.all(Array.from({ length: 10 }, ask));
  for (const [row] of counts) expect(Number(row?.count)).toBeLessThanOrEqual(2);
});

test("each test database is empty", async () => {
  const other = await openTestDatabase();
  const opened = openDatabase(other.url);
  expect(await opened.prisma.setting.count()).toBe(0);
  await opened.close();
  await other.close();
});

test("a database that is gone fails the query, not the process", async () => {
  const nowhere = openDatabase("postgresql://nobody@127.0.0.1:1/none");
  await expect(nowhere.prisma.setting.count()).rejects.toThrow();
  await nowhere.close();
});
