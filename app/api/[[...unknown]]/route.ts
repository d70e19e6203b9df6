import { endpoint, notFound } from "#server/api/index.ts";
import { services } from "#server/composition.ts";

const every = { GET: notFound, POST: notFound, PUT: notFound, PATCH: notFound, DELETE: notFound };
export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = endpoint(services, every);
