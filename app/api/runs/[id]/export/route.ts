import { endpoint, exportRun } from "#server/api/index.ts";
import { services } from "#server/composition.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint(services, { GET: exportRun });
