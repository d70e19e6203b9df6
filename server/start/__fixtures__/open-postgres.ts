// Opens the embedded database and prints what it got; ends it when a line arrives, or stays until it is killed.
import { createInterface } from "node:readline";
import { openEmbeddedPostgres } from "../index.ts";

try {
  const server = await openEmbeddedPostgres(process.argv[2] ?? "");
  console.log(JSON.stringify({ url: server.url, started: server.started }));
  createInterface({ input: process.stdin }).once("line", async () => {
    await server.close();
    console.log("closed");
    process.exit(0);
  });
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
