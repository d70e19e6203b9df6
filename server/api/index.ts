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
export { answerRun, cancelRun, createRun, listRuns, readRun, redoStep, streamEvents } from "./routes/runs.ts";
export { features, health, live, notFound, readCatalog, ready } from "./routes/system.ts";
