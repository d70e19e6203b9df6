import { endpoint, shareRun, unshareRun } from "#server/api/index.ts";
import { services } from "#server/composition.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint(services, {
  POST: shareRun,
  DELETE: unshareRun,
});
