import { orAborted } from "../kit/abort.ts";
import type { ReplyRequest } from "./replies.ts";
import { cutOff } from "./reply-errors.ts";
import { cancelled } from "./watchdog.ts";

/** What its owner says of a reply that is under way. */
export interface Lead {
  say(text: string): void;
  /** It is whole. */
  end(): void;
  /** It broke off, or its owner left; nothing after `end`. */
  leave(): void;
}

/** Replies that are under way in this process: whoever asks the same meanwhile listens instead of paying for another. */
export interface InFlight {
  /**
   * The reply under way to this request, from its beginning on; null when there is none. Listeners come and go without
   * any effect on it. @throws BAD_OUTPUT when it breaks off; what `cancelled` says when the listener's signal fires
   */
  listen(request: ReplyRequest, signal: AbortSignal): AsyncIterable<string> | null;
  /** Others may listen from now on; null when another reply to the request is under way. */
  lead(request: ReplyRequest): Lead | null;
}

interface Shared {
  said: string[];
  state: "goes on" | "whole" | "broken";
  /** Resolves when there is more to know. */
  changed: PromiseWithResolvers<void>;
}

export function createInFlight(): InFlight {
  const under = new Map<string, Shared>();

  async function* follow(shared: Shared, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
    for (let at = 0; ; ) {
      const text = shared.said[at];
      if (text !== undefined) {
        at++;
        yield text;
      } else if (shared.state === "whole") return;
      else if (shared.state === "broken") throw cutOff();
      else
        await orAborted(shared.changed.promise, signal).catch(() => {
          throw cancelled(signal);
        });
    }
  }

  return {
    listen(request, signal) {
      const shared = under.get(keyOf(request));
      return shared ? follow(shared, signal) : null;
    },
    lead(request) {
      const key = keyOf(request);
      if (under.has(key)) return null;
      const shared: Shared = { said: [], state: "goes on", changed: Promise.withResolvers() };
      under.set(key, shared);
      const change = (state: Shared["state"]) => {
        if (shared.state !== "goes on") return;
        shared.state = state;
        if (state !== "goes on") under.delete(key);
        shared.changed.resolve();
        shared.changed = Promise.withResolvers();
      };
      return {
        say(text) {
          shared.said.push(text);
          change("goes on");
        },
        end: () => change("whole"),
        leave: () => change("broken"),
      };
    },
  };
}

function keyOf({ tier, reuse, schema }: ReplyRequest): string {
  const { version, prompt } = reuse;
  return JSON.stringify([tier.name, version, prompt.system ?? null, prompt.user, schema?.json ?? null]);
}
