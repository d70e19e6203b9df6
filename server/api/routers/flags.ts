import { z } from "zod";
import { FLAGS, isFlagName } from "../../contracts/flags.ts";
import { adminProcedure, router, takes } from "../trpc.ts";

export const flagsRouter = router({
  /** Every flag with its setting, where that comes from, and what the flag is. */
  list: adminProcedure.query(({ ctx }) =>
    ctx.services.flags.all().map((flag) => ({ ...flag, ...FLAGS[flag.name] })),
  ),

  set: adminProcedure
    .input(takes(z.strictObject({ name: z.string().max(100), value: z.union([z.boolean(), z.number()]) })))
    .mutation(({ ctx, input }) =>
      ctx.services.flags.set(input.name, input.value, ctx.actor.userId ?? ctx.actor.learnerId),
    ),

  history: adminProcedure
    .input(
      takes(
        z.strictObject({
          name: z.string().refine(isFlagName, "is no flag").optional(),
          limit: z.int().min(1).max(200).default(50),
        }),
      ),
    )
    .query(({ ctx, input }) => ctx.services.flags.history(input.name, input.limit)),
});
