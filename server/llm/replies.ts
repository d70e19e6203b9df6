import { createHash } from "node:crypto";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { ResolvedTier } from "./resolve-tiers.ts";
import type { Reuse, TextRequest } from "./types.ts";

/** A request as its reply depends on it, but for the model. */
export interface ReplyRequest {
  tier: ResolvedTier;
  reuse: Reuse;
  schema: TextRequest["schema"] | undefined;
}

/** Replies that were found good, to answer the same request again at once and for nothing. */
export interface Replies {
  /** Whether replies are used for others at all. */
  isOn(): boolean;
  /** The reply of the tier's first model that has one; null when none has. Never rejects: then a model is asked. */
  find(request: ReplyRequest): Promise<string | null>;
  /** Keeps what `model` (`provider:model`) answered. Never rejects. */
  keep(request: ReplyRequest, model: string, text: string): Promise<void>;
}

export interface RepliesOptions {
  prisma: PrismaClient;
  /** Where the models are: what the sample model said must never pass for a real one's words. */
  source: "live" | "simulated";
  /** How many days a reply is used; 0 uses none and keeps none. */
  days(): number;
  onTrouble(error: unknown): void;
}

/** Longer replies are not kept, in UTF-16 code units. */
const MOST_CHARACTERS = 500_000;
const DAY_MS = 86_400_000;

export function createReplies({ prisma, source, days, onTrouble }: RepliesOptions): Replies {
  const oldest = () => new Date(Date.now() - days() * DAY_MS);
  const isOn = () => days() > 0;
  return {
    isOn,
    async find(request) {
      if (!isOn()) return null;
      try {
        const keys = request.tier.models.map(({ id }) => keyOf(source, request, id));
        const rows = await prisma.modelReply.findMany({
          where: { key: { in: keys }, createdAt: { gt: oldest() } },
          select: { key: true, text: true },
        });
        const row = keys.flatMap((key) => rows.find((one) => one.key === key) ?? [])[0];
        if (!row) return null;
        await prisma.modelReply.updateMany({
          where: { key: row.key },
          data: { uses: { increment: 1 }, lastUsedAt: new Date() },
        });
        return row.text;
      } catch (error) {
        onTrouble(error);
        return null;
      }
    },
    async keep(request, model, text) {
      if (!isOn() || text.length > MOST_CHARACTERS) return;
      try {
        const key = keyOf(source, request, model);
        const fresh = { tier: request.tier.name, model, text, createdAt: new Date() };
        await prisma.modelReply.upsert({ where: { key }, create: { key, ...fresh }, update: fresh });
        await prisma.modelReply.deleteMany({ where: { createdAt: { lt: oldest() } } });
      } catch (error) {
        onTrouble(error);
      }
    },
  };
}

/** Replies of nobody: every request asks a model. */
export const NO_REPLIES: Replies = { isOn: () => false, find: async () => null, keep: async () => {} };

function keyOf(source: string, { tier, reuse, schema }: ReplyRequest, model: string): string {
  const { version, prompt } = reuse;
  const parts = [source, tier.name, model, version, prompt.system ?? null, prompt.user, schema?.json ?? null];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
