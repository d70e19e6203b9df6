import pg from "pg";
import { backoffDelay } from "./backoff.ts";

/** Notifications of PostgreSQL (LISTEN/NOTIFY) for one process. A notification is only a hint: the tables are the truth. */
export interface Bus {
  /**
   * Calls `handler` with the payload of every notification on the channel, and `onReconnect` whenever notifications
   * may have been missed: then re-read the tables. Returns the function that ends it.
   */
  listen(channel: string, handler: (payload: string) => void, onReconnect?: () => void): () => void;
  /** Resolves once the channels listened to so far are in force. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

interface Listener {
  handler: (payload: string) => void;
  onReconnect: (() => void) | undefined;
}

const HEARTBEAT_MS = 5_000;

/**
 * One dedicated connection that listens for the whole process and reconnects for ever.
 * @param onTrouble is told of each lost connection, for the log
 */
export function createBus(connectionString: string, onTrouble: (error: unknown) => void): Bus {
  const channels = new Map<string, Set<Listener>>();
  let client: pg.Client | null = null;
  let connecting: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let failures = 0;
  let asking: Promise<unknown> = Promise.resolve();

  /** One statement after the other: a connection takes no second one while it works on a first. */
  function ask(of: pg.Client, statement: string): Promise<unknown> {
    const answer = asking.catch(() => {}).then(() => of.query(statement));
    asking = answer;
    return answer;
  }
  const listenTo = (of: pg.Client, channel: string) => ask(of, `listen ${pg.escapeIdentifier(channel)}`);

  const tell = (listeners: Iterable<Listener>, call: (listener: Listener) => void) => {
    for (const listener of [...listeners]) {
      try {
        call(listener);
      } catch (error) {
        onTrouble(error);
      }
    }
  };

  function lost(from: pg.Client, error: unknown) {
    if (client !== from) return;
    client = null;
    clearTimeout(timer);
    from.removeAllListeners();
    from.on("error", () => {});
    from.end().catch(() => {});
    if (closed) return;
    onTrouble(error);
    reconnectLater();
  }

  function reconnectLater() {
    timer = setTimeout(() => void connect(), backoffDelay(failures++, { baseMs: 50, maxMs: 2_000 }));
  }

  /** A connection that a firewall dropped silently is noticed by a question that gets no answer. */
  function heartbeat(of: pg.Client) {
    timer = setTimeout(async () => {
      const late = setTimeout(
        () => lost(of, new Error("The listening connection does not answer.")),
        HEARTBEAT_MS,
      );
      try {
        await ask(of, "select 1");
        if (client === of) heartbeat(of);
      } catch (error) {
        lost(of, error);
      } finally {
        clearTimeout(late);
      }
    }, HEARTBEAT_MS);
    timer.unref();
  }

  function connect(): Promise<void> {
    connecting ??= (async () => {
      const fresh = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 5_000 });
      fresh.on("error", (error) => lost(fresh, error));
      fresh.on("end", () => lost(fresh, new Error("The listening connection ended.")));
      fresh.on("notification", ({ channel, payload }) =>
        tell(channels.get(channel) ?? [], (listener) => listener.handler(payload ?? "")),
      );
      try {
        await fresh.connect();
        asking = Promise.resolve(); // what the former connection was asked may never be answered
        for (const channel of channels.keys()) await listenTo(fresh, channel);
        if (closed) return void (await fresh.end());
        client = fresh;
        failures = 0;
        heartbeat(fresh);
        for (const listeners of channels.values()) tell(listeners, (listener) => listener.onReconnect?.());
      } catch (error) {
        fresh.removeAllListeners();
        fresh.on("error", () => {});
        fresh.end().catch(() => {});
        if (!closed) {
          onTrouble(error);
          reconnectLater();
        }
      }
    })().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  async function ready() {
    while (!closed) {
      if (!client) await connect();
      // A connection that is lost over the question is not in force: the next one is asked.
      const isInForce = client !== null && (await ask(client, "select 1").then(Boolean, () => false));
      if (isInForce) return;
      if (!closed) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  return {
    ready,
    listen(channel, handler, onReconnect) {
      const listener = { handler, onReconnect };
      const listeners = channels.get(channel) ?? new Set();
      listeners.add(listener);
      if (!channels.has(channel)) {
        channels.set(channel, listeners);
        const current = client;
        if (current) listenTo(current, channel).catch((error) => lost(current, error));
        // A connection that is being made may have passed its list of channels already: ask once more when it stands.
        else void connect().then(() => client && listenTo(client, channel).catch(() => {}));
      }
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      const current = client;
      client = null;
      current?.removeAllListeners("end");
      await current?.end().catch(() => {});
    },
  };
}
