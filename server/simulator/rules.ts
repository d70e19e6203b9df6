import type { NewRule, Rule } from "./rule.ts";

interface Entry {
  rule: Rule;
  left: number;
  released: boolean;
  waiting: Set<() => void>;
}

/** A rule that applies to one request. */
export interface Match {
  rule: Rule;
  /** Resolves when the rule is released; rejects with the signal's reason when the client leaves first. */
  hold(signal: AbortSignal): Promise<void>;
}

function fits({ marker, also, model }: Rule, prompt: string, asked: string): boolean {
  return (
    prompt.includes(marker) &&
    (also === undefined || prompt.includes(also)) &&
    (model === undefined || model === asked)
  );
}

/** The rules in force. The first one added that fits a request and has not been used up applies to it. */
export function createRules() {
  let entries: Entry[] = [];
  let counter = 0;

  const free = (entry: Entry) => {
    entry.released = true;
    for (const go of entry.waiting) go();
    entry.waiting.clear();
  };

  const hold = (entry: Entry, signal: AbortSignal): Promise<void> => {
    if (entry.released) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const leave = () => {
        entry.waiting.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", leave, { once: true });
      entry.waiting.add(go);
    });
  };

  return {
    add(rules: NewRule[]): string[] {
      const added = rules.map((rule) => ({ ...rule, id: rule.id ?? `rule-${++counter}` }));
      for (const rule of added) {
        entries.push({
          rule,
          left: rule.times ?? Number.POSITIVE_INFINITY,
          released: false,
          waiting: new Set(),
        });
      }
      return added.map((rule) => rule.id);
    },
    /** Forgets every rule; streams that one of them holds go on. */
    clear(): void {
      for (const entry of entries) free(entry);
      entries = [];
    },
    match(prompt: string, model: string): Match | undefined {
      const entry = entries.find(({ rule, left }) => left > 0 && fits(rule, prompt, model));
      if (entry === undefined) return undefined;
      entry.left--;
      return { rule: entry.rule, hold: (signal) => hold(entry, signal) };
    },
    /** Lets the held streams of the rules with this marker go on, and future ones pass; answers how many went on. */
    release(marker: string): { rules: number; streams: number } {
      const chosen = entries.filter(({ rule }) => rule.marker === marker);
      const streams = chosen.reduce((sum, { waiting }) => sum + waiting.size, 0);
      for (const entry of chosen) free(entry);
      return { rules: chosen.length, streams };
    },
    held(marker: string | undefined): number {
      return entries
        .filter(({ rule }) => marker === undefined || rule.marker === marker)
        .reduce((sum, { waiting }) => sum + waiting.size, 0);
    },
    list(): Rule[] {
      return entries.map(({ rule }) => rule);
    },
  };
}
export type Rules = ReturnType<typeof createRules>;
