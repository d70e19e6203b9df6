export type { Actor, ActorResult, ClaimRequest, Identity } from "./types.ts";
