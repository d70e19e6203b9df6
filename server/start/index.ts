export { type EmbeddedPostgres, openEmbeddedPostgres } from "./embedded-postgres.ts";
export { type Migration, migrate, readMigrations } from "./migrate.ts";
