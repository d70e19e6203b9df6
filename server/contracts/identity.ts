import { z } from "zod";
import { line } from "./line.ts";

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

export const CreateToken = z.strictObject({ name: line(100) });
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

const Email = z.email().max(254);
/** A password that is being chosen. */
const NewPassword = z
  .string()
  .min(10)
  .max(128)
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode");
/** A password that was chosen before: what it may be was decided then. */
const KnownPassword = z.string().min(1).max(128);

/** `POST /api/admin/claim`: makes the first admin's account, or makes an existing account the first admin. */
export const ClaimAdmin = z.strictObject({
  token: z.string().min(1).max(200),
  email: Email,
  password: NewPassword,
  name: line(100),
});
export type ClaimAdmin = z.infer<typeof ClaimAdmin>;

/** The bodies of `POST /api/auth/…`, by the rest of the path: all that accounts are used for. */
export const ACCOUNT_BODIES = {
  "/sign-up/email": z.strictObject({ name: line(100), email: Email, password: NewPassword }),
  "/sign-in/email": z.strictObject({ email: Email, password: KnownPassword }),
  "/sign-out": z.strictObject({}).optional(),
  "/change-password": z.strictObject({
    currentPassword: KnownPassword,
    newPassword: NewPassword,
    revokeOtherSessions: z.boolean().optional(),
  }),
  "/revoke-other-sessions": z.strictObject({}).optional(),
} as const;
export type AccountAction = keyof typeof ACCOUNT_BODIES;
