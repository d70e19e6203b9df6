import { openTestDatabase } from "../../start/testing.ts";
import { type EngineOptions, startEngine } from "./engine.ts";

/** An engine on a fresh database; `close` ends both. More engines for the same database are started with its `url`. */
export async function openOwnEngine(options: Omit<EngineOptions, "url"> = {}) {
  const { url, close } = await openTestDatabase();
  const engine = await startEngine({ ...options, url });
  return {
    ...engine,
    url,
    async close() {
      await engine.close();
      await close();
    },
  };
}
export type OwnEngine = Awaited<ReturnType<typeof openOwnEngine>>;
