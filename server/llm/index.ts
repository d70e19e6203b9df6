export { createGateway, type GatewayOptions } from "./gateway.ts";
export type { Limiter } from "./limiter/limiter.ts";
export { createLimiter, type LimiterOptions, type Notifications } from "./limiter/waiting-calls.ts";
export type { OwnPrice } from "./prices.ts";
export { createReplies, type Replies, type RepliesOptions } from "./replies.ts";
export {
  type Endpoint,
  type Endpoints,
  type ResolvedModel,
  type ResolvedTier,
  type ResolvedTiers,
  resolveTiers,
  type TierResolution,
  type TierSettings,
} from "./resolve-tiers.ts";
export type { ModelRef, Timeouts } from "./tiers.ts";
export {
  type AttemptEnd,
  type AttemptStart,
  type CallScope,
  type Embeddings,
  type FinishReason,
  type Gateway,
  type Image,
  type Llm,
  type Model,
  type ObjectCall,
  type ObjectStream,
  type OpenAttempt,
  PRIORITY,
  PROVIDERS,
  type Priority,
  type Prompt,
  type ProviderName,
  type RateHeaders,
  type Reuse,
  type TextCall,
  type TextReply,
  TIER_NAMES,
  type TierName,
  type Usage,
} from "./types.ts";
