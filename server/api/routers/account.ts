import { z } from "zod";
import { learnerProcedure, router } from "../trpc.ts";

export const accountRouter = router({
  me: learnerProcedure.query(({ ctx }) => ctx.services.identity.me(ctx.actor)),
  tokens: learnerProcedure
    .input(z.void())
    .query(({ ctx }) => ctx.services.identity.tokens.list(ctx.actor.learnerId)),
});
