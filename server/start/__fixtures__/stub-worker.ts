// A worker that holds a connection and writes to the database while it drains: it must still be there then.
import { Client } from "pg";

const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query("create table if not exists stub (at timestamptz default now(), what text)");
await client.query("insert into stub (what) values ('started')");
if (process.env.STUB_WORKER_FAILS) throw new Error("the stub worker fails");
process.once("SIGTERM", () => {
  setTimeout(
    async () => {
      await client.query("insert into stub (what) values ('drained')");
      process.exit(0);
    },
    Number(process.env.STUB_DRAIN_MS ?? 50),
  );
});
console.log("worker ready");
