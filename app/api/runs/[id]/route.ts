import { changeRun, deleteRun, endpoint, readRun } from "#server/api/index.ts";
import { services } from "#server/composition.ts";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint(services, {
  GET: readRun,
  PATCH: changeRun,
  DELETE: deleteRun,
});
