// Lines that bring events (SSE), read as cheaply as can be: what they brought is looked at when all is over.
import { get } from "node:http";

/** An event as a line brought it; `at` is in epoch milliseconds, the clock that all processes of a machine share. */
export interface Heard {
  at: number;
  event: { type?: string; step?: string; [field: string]: unknown };
}

/** Reads a line to its end. */
export async function hear(url: string, cookie = ""): Promise<Heard[]> {
  const pieces: { at: number; text: string }[] = [];
  await new Promise<void>((resolve, reject) => {
    get(url, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}.`));
      response.setEncoding("utf8");
      response.on("data", (text: string) => pieces.push({ at: Date.now(), text }));
      response.on("end", resolve);
      response.on("error", reject);
    }).on("error", reject);
  });
  const heard: Heard[] = [];
  let rest = "";
  for (const { at, text } of pieces) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) heard.push({ at, event: JSON.parse(data) });
    }
  }
  return heard;
}
