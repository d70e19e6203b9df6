export { type CatalogEntry, type CatalogKind, type CatalogLanguage, catalog } from "./catalog.ts";
export { endpoint } from "./http.ts";
export { type AppRouter, trpc } from "./root.ts";
export {
  changeAccount,
  claimAdmin,
  createToken,
  listTokens,
  readAccount,
  revokeToken,
} from "./routes/accounts.ts";
export { streamDrawingDemo } from "./routes/drawing-demo.ts";
export { streamEvents, streamSharedEvents } from "./routes/events.ts";
export { exportRun } from "./routes/export.ts";
export { changeRun, deleteRun, listRuns } from "./routes/library.ts";
export { answerRun, cancelRun, createRun, readRun, redoStep } from "./routes/runs.ts";
export { shareRun, unshareRun } from "./routes/sharing.ts";
export { features, health, live, notFound, readCatalog, ready } from "./routes/system.ts";
