import { z } from "zod";
import { learnerProcedure, router, takes } from "../trpc.ts";

const nothing = takes(z.void("must be left out"));

export const accountRouter = router({
  me: learnerProcedure.input(nothing).query(({ ctx }) => ctx.services.identity.me(ctx.actor)),
  tokens: learnerProcedure
    .input(nothing)
    .query(({ ctx }) => ctx.services.identity.tokens.list(ctx.actor.learnerId)),
});
