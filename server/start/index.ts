export { type EmbeddedPostgres, openEmbeddedPostgres } from "./embedded-postgres.ts";
export { type Migration, migrate, readMigrations } from "./migrate.ts";
export { type Mode, type Programs, projectPrograms } from "./programs.ts";
export { runSupervisor } from "./run-supervisor.ts";
export type { SystemConfig } from "./system.ts";
