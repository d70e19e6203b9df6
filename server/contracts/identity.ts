import { z } from "zod";

export const ROLES = ["learner", "author", "admin"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** A bearer token as its owner sees it; the secret itself is shown once, when it is made. */
export const TokenSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type TokenSummary = z.infer<typeof TokenSummary>;

export const CreateToken = z.strictObject({ name: z.string().trim().min(1).max(100) });
export const CreatedToken = TokenSummary.extend({ token: z.string() });
export type CreatedToken = z.infer<typeof CreatedToken>;

/** Who is asking, as the account page shows it. */
export const Me = z.object({
  learnerId: z.uuid(),
  role: Role,
  via: z.enum(["cookie", "token", "account"]),
  user: z.object({ name: z.string(), email: z.string() }).nullable(),
});
export type Me = z.infer<typeof Me>;

/** `POST /api/admin/claim`: makes the first admin's account, or makes an existing account the first admin. */
export const ClaimAdmin = z.strictObject({
  token: z.string().min(1).max(200),
  email: z.email().max(254),
  password: z.string().min(10).max(128),
  name: z.string().trim().min(1).max(100),
});
export type ClaimAdmin = z.infer<typeof ClaimAdmin>;
