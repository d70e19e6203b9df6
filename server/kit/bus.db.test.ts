import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openTestDatabase } from "../start/testing.ts";
import { type Bus, createBus } from "./bus.ts";

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let client: pg.Client;
let bus: Bus;
let troubles: unknown[];

beforeEach(async () => {
  database = await openTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  troubles = [];
  bus = createBus(database.url, (error) => troubles.push(error));
});
afterEach(async () => {
  await bus.close();
  await client.end();
  await database.close();
});

const notify = (channel: string, payload: string) =>
  client.query("select pg_notify($1, $2)", [channel, payload]);
/** Ends every other connection of this database: the listening one. */
const terminate = () =>
  client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
/** Notifications that were heard, and a way to wait for one. */
function ear() {
  const heard: string[] = [];
  let on = () => {};
  return {
    heard,
    hear(payload: string) {
      heard.push(payload);
      on();
    },
    until: (payload: string) =>
      new Promise<void>((resolve) => {
        on = () => heard.includes(payload) && resolve();
        on();
      }),
  };
}

it("brings each notification to those who listen to its channel, until they stop", async () => {
  const [one, two, other] = [ear(), ear(), ear()];
  bus.listen("a", one.hear);
  const stop = bus.listen("a", two.hear);
  bus.listen('odd "channel"', other.hear);
  await bus.ready();
  await notify("a", "1");
  await one.until("1");
  stop();
  await notify("a", "2");
  await notify('odd "channel"', "3");
  await Promise.all([one.until("2"), other.until("3")]);
  expect([one.heard, two.heard, other.heard]).toEqual([["1", "2"], ["1"], ["3"]]);
});

it("comes back when its connection is ended, says so to all, and listens again", async () => {
  const one = ear();
  const back = Promise.withResolvers<void>();
  let isLost = false;
  bus.listen("a", one.hear, () => isLost && back.resolve());
  await bus.ready();
  isLost = true;
  await terminate();
  await notify("a", "missed");
  await back.promise;
  await notify("a", "heard");
  await one.until("heard");
  expect(troubles.length).toBeGreaterThan(0);
});

it("listens to a channel that is asked for while it comes back", async () => {
  await bus.ready();
  await terminate();
  const one = ear();
  bus.listen("late", one.hear);
  await bus.ready();
  await notify("late", "heard");
  await one.until("heard");
});

it("lets a listener that throws harm nobody", async () => {
  const one = ear();
  bus.listen("a", () => {
    throw new Error("of a listener");
  });
  bus.listen("a", one.hear);
  await bus.ready();
  await notify("a", "1");
  await one.until("1");
  expect(troubles).toMatchObject([{ message: "of a listener" }]);
});

it("ends for good when it is closed", async () => {
  bus.listen("a", () => {});
  await bus.ready();
  await bus.close();
  await bus.close();
  const { rows } = await client.query(
    "select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'",
  );
  expect(rows).toEqual([]);
  expect(troubles).toEqual([]);
});
