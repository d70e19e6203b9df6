// Lines that bring events (SSE), read as cheaply as can be: what they brought is looked at when all is over.
import { get } from "node:http";

/** An event as a line brought it; `at` is in epoch milliseconds, the clock that all processes of a machine share. */
export interface Heard {
  at: number;
  /** Its number in the run's journal; 0 where there is none. */
  seq: number;
  event: { type?: string; step?: string; [field: string]: unknown };
}

/** How long a page waits before it opens a line anew, in milliseconds. */
const AGAIN_MS = 500;

/** Reads a run to its end as a page does: a line that is refused or breaks is opened again from where it was. */
export async function follow(url: string, cookie: string): Promise<{ heard: Heard[]; lines: number }> {
  const heard: Heard[] = [];
  for (let lines = 1; ; lines++) {
    heard.push(...(await hear(`${url}?after=${heard.at(-1)?.seq ?? 0}`, cookie).catch(() => [])));
    if (heard.at(-1)?.event.type === "run-end") return { heard, lines };
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Reads a line to its end. */
export async function hear(url: string, cookie = ""): Promise<Heard[]> {
  const pieces: { at: number; text: string }[] = [];
  await new Promise<unknown>((resolve, reject) => {
    get(url, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}.`));
      response.setEncoding("utf8");
      response.on("data", (text: string) => pieces.push({ at: Date.now(), text }));
      response.on("end", resolve);
      // What came before it broke counts.
      response.on("error", resolve);
    }).on("error", reject);
  });
  const heard: Heard[] = [];
  let rest = "";
  for (const { at, text } of pieces) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      const seq = Number(/^id: (\d+)$/m.exec(block)?.[1] ?? 0);
      if (data !== undefined) heard.push({ at, seq, event: JSON.parse(data) });
    }
  }
  return heard;
}
