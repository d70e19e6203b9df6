import { createServer } from "node:net";
import { AppError } from "../errors.ts";

export interface Listening {
  host: string;
  port: number;
  /** What people see, when it is not this machine's own address. */
  appUrl?: string | undefined;
}

const EVERYWHERE: Record<string, string> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** Where this machine reaches its own web server. */
export function localAddress({ host, port }: Listening): string {
  const name = EVERYWHERE[host] ?? host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** What to type into a browser. */
export function publicAddress(listening: Listening): string {
  if (listening.appUrl) return listening.appUrl;
  const isHere = listening.host in EVERYWHERE || listening.host === "127.0.0.1";
  return isHere ? `http://localhost:${listening.port}` : localAddress(listening);
}

/** INVALID, with the variable to change, when nobody can listen there. */
export async function assertCanListen({ host, port }: Listening): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    const why: Record<string, string> = {
      EADDRINUSE: `PORT: ${port} is taken by another program; stop that one, or set another PORT.`,
      EACCES: `PORT: this user may not listen on ${port}; set another PORT.`,
      EADDRNOTAVAIL: `HOST: ${host} is no address of this machine.`,
      ENOTFOUND: `HOST: ${host} is no address of this machine.`,
    };
    throw new AppError("INVALID", why[code] ?? `PORT: cannot listen on ${host}:${port} (${code}).`, {
      cause,
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Whether the web server answers that it lives. */
export async function isLive(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/api/live`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
