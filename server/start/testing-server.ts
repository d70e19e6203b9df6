// Once per run of the vitest project `database`.
import type { TestProject } from "vitest/node";
import { startTestPostgres } from "./testing.ts";
import { sweepTestFolders } from "./testing-folder.ts";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepTestFolders();
  const server = await startTestPostgres();
  project.provide("templateUrl", server.url);
  return server.close;
}
