export { createIdentity } from "./identity.ts";
export type { Actor, ActorResult, ClaimRequest, Identity } from "./types.ts";
