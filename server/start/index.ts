export { type EmbeddedPostgres, openEmbeddedPostgres } from "./embedded-postgres.ts";
export { type Migration, migrate, readMigrations } from "./migrate.ts";
export { exitWithParent } from "./parent-watch.ts";
export { type Mode, type Programs, projectPrograms } from "./programs.ts";
export { type ProvidedDatabase, provideDatabase } from "./provide-database.ts";
export { runSupervisor } from "./run-supervisor.ts";
export type { SystemConfig } from "./system.ts";
