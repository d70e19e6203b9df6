import type { CreatedToken, Me, Role, TokenSummary } from "../contracts/identity.ts";

/** Who is asking. */
export interface Actor {
  learnerId: string;
  userId?: string;
  role: Role;
  via: "cookie" | "token" | "account";
}

export interface ActorResult extends Actor {
  /** Set-Cookie values that belong on the answer (a new or renewed learner cookie). */
  setCookie?: string;
  /**
   * The cookie is that of an account which the request is not signed in to: somebody signed in or out meanwhile. What
   * such a request makes would belong to nobody who can find it again.
   */
  isStale?: true;
}

export interface ClaimRequest {
  email: string;
  password: string;
  name: string;
}

/** Who is asking, and what they may do. */
export interface Identity {
  /**
   * The asking learner: by bearer token, else by account, else by learner cookie, else a new learner (whose row is
   * made by `ensureLearner` when something is to be kept).
   * Errors: UNAUTHENTICATED (a token that is none, a tampered cookie), UNAVAILABLE (the database is away).
   */
  actor(headers: Headers): Promise<ActorResult>;
  /**
   * The learner cookie of a page: `value` for the page itself, `setCookie` when the answer must set it. A tampered one
   * is replaced. Asks the database for nothing but the secret, once. UNAVAILABLE when it is away then.
   */
  pageCookie(headers: Headers): Promise<{ value: string; setCookie: string | undefined }>;
  /** A Set-Cookie value that removes the learner cookie. */
  clearCookie(): string;
  /** Makes the learner's row unless it is there. */
  ensureLearner(learnerId: string): Promise<void>;
  me(actor: Actor): Promise<Me>;
  tokens: {
    /** CONFLICT (too many), UNAUTHENTICATED (the learner became an account's meanwhile). */
    create(owner: Pick<Actor, "learnerId" | "userId">, name: string): Promise<CreatedToken>;
    list(learnerId: string): Promise<TokenSummary[]>;
    /** NOT_FOUND when the learner has no such token. */
    revoke(learnerId: string, id: string): Promise<void>;
  };
  /**
   * Accounts (`/api/auth/…`: sign-up, sign-in, sign-out, session); joins the browser's learner to the account.
   * Errors as AppErrors: INVALID, UNAUTHENTICATED, CONFLICT (the e-mail has an account), LIMIT, NOT_FOUND (no such path).
   */
  handleAccounts(request: Request): Promise<Response>;
  /** Makes the first admin from the configured address and password; does nothing when one exists. */
  ensureFirstAdmin(): Promise<void>;
  /** A one-time path (`/admin/claim?token=…`) that makes its user the first admin; null when there is one. */
  firstAdminLink(): Promise<string | null>;
  /** FORBIDDEN (wrong or used token), CONFLICT (an admin exists), INVALID (a password that is not the account's). */
  claimAdmin(token: string, request: ClaimRequest): Promise<{ userId: string }>;
}
