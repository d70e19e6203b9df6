export { createIdentity } from "./identity.ts";
export { signedInMeanwhile } from "./learners.ts";
export type { Actor, ActorResult, ClaimRequest, Identity } from "./types.ts";
