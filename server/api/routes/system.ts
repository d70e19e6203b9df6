import { z } from "zod";
import { INPUTS } from "../../contracts/kinds.ts";
import { RunKind } from "../../contracts/run.ts";
import { Language } from "../../contracts/visual.ts";
import { AppError, HTTP_STATUS } from "../../errors.ts";
import { catalog, catalogLanguage, isCatalogKind } from "../catalog.ts";
import { asLearner, type Handler, query } from "../http.ts";

const AWAY = { status: HTTP_STATUS.UNAVAILABLE, headers: { "retry-after": "5" } };

/** The process runs; asks nothing and nobody. */
export const live: Handler = async () => Response.json({ status: "ok" });

/** This process can serve requests. */
export const ready: Handler = async ({ open }) => {
  const { health } = await open();
  return (await health.ready()) ? Response.json({ status: "ok" }) : Response.json({ status: "down" }, AWAY);
};

export const health: Handler = async ({ open }) => {
  const { health } = await open();
  const report = await health.report();
  return Response.json(report, report.status === "down" ? AWAY : {});
};

export const features = asLearner(async ({ services, actor }) =>
  Response.json({ features: services.flags.values({ learnerId: actor.learnerId }) }),
);

const CatalogQuery = z.strictObject({ language: Language.optional() });

export const readCatalog: Handler = async ({ params, url, request }) => {
  const kind = params.kind ?? "";
  if (isCatalogKind(kind)) {
    const wanted = query(CatalogQuery, url).language ?? request.headers.get("accept-language");
    return Response.json(catalog(kind, catalogLanguage(wanted)), { headers: { vary: "accept-language" } });
  }
  const isPlanned = RunKind.safeParse(kind).success;
  const built = Object.keys(INPUTS).join(", ");
  throw new AppError(
    "NOT_FOUND",
    isPlanned
      ? `Runs of the kind ${kind} cannot be made yet; there are: ${built}.`
      : `There is no such kind of run; there are: ${built}.`,
  );
};

export const notFound: Handler = async ({ url }) => {
  throw new AppError("NOT_FOUND", `There is no ${url.pathname}; docs/http.md lists what there is.`);
};
