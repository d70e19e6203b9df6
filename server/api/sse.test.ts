import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { JournalEvent } from "../contracts/events.ts";
import type { EventReader } from "../runs/index.ts";
import { encodeEvent, eventStream } from "./sse.ts";

/** Reads a stream's text as the standard says: https://html.spec.whatwg.org/multipage/server-sent-events.html */
function decode(text: string): { id: string; event: string; data: string }[] {
  return text.split("\n\n").flatMap((block) => {
    const fields = block.split(/\r\n|\r|\n/).filter((line) => line && !line.startsWith(":"));
    const read = (name: string) =>
      fields.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
    const data = read("data");
    return data.length === 0
      ? []
      : [{ id: read("id").join(), event: read("event").join(), data: data.join("\n") }];
  });
}

function readerOf(batches: (JournalEvent[] | Error)[]) {
  const read = vi.fn(async () => {
    const batch = batches.shift();
    if (batch instanceof Error) throw batch;
    return batch ?? null;
  });
  return { read, close: vi.fn() } satisfies EventReader;
}
const event = (seq: number): JournalEvent => ({ seq, event: { type: "text-delta", text: `${seq}` } });
const still = new AbortController().signal;
const fail = (error: unknown) => {
  throw error;
};

it("an event survives the line, whatever it says", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: "binary", maxLength: 20 }),
      (seq, value, text) => {
        const event = { type: "text-delta", value, text: `${text}\r\n\ndata: x` };
        const [read, ...rest] = decode(encodeEvent({ seq, event }));
        expect(rest).toEqual([]);
        expect(read).toMatchObject({ id: `${seq}`, event: "text-delta" });
        expect(JSON.parse(read?.data ?? "")).toEqual(JSON.parse(JSON.stringify(event)));
      },
    ),
  );
});

describe("a stream of events", () => {
  it("brings all of them in order, and ends with the run", async () => {
    const reader = readerOf([[event(1), event(2)], [event(3)]]);
    const text = await new Response(eventStream(reader, still, fail)).text();
    expect(text.startsWith("retry: 1000\n\n")).toBe(true);
    expect(decode(text).map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(reader.close).toHaveBeenCalled();
  });

  it("reads nothing ahead of its receiver", async () => {
    const reader = readerOf([[event(1)], [event(2)], [event(3)]]);
    const receiver = eventStream(reader, still, fail).getReader();
    await receiver.read();
    expect(reader.read).toHaveBeenCalledTimes(0);
    await receiver.read();
    await new Promise(setImmediate);
    expect(reader.read).toHaveBeenCalledTimes(1);
  });

  it("says that it is there while nothing happens, and loses nothing by that", async () => {
    let happen: (events: JournalEvent[]) => void = () => {};
    const read = vi.fn(
      () =>
        new Promise<JournalEvent[]>((resolve) => {
          happen = resolve;
        }),
    );
    const receiver = eventStream({ read, close: () => {} }, still, fail, 5).getReader();
    const next = async () => new TextDecoder().decode((await receiver.read()).value);
    await next();
    expect([await next(), await next()]).toEqual([": still here\n\n", ": still here\n\n"]);
    expect(read).toHaveBeenCalledTimes(1);
    happen([event(7)]);
    let text = await next();
    while (text.startsWith(":")) text = await next();
    expect(decode(text)).toMatchObject([{ id: "7" }]);
  });

  it("lets go of the run when its receiver leaves, however it leaves", async () => {
    const cancelled = readerOf([[event(1)]]);
    await eventStream(cancelled, still, fail).cancel();
    expect(cancelled.close).toHaveBeenCalled();
    const aborted = readerOf([[event(1)]]);
    const controller = new AbortController();
    const stream = eventStream(aborted, controller.signal, fail);
    controller.abort();
    expect(aborted.close).toHaveBeenCalled();
    await stream.cancel();
    const late = readerOf([]);
    eventStream(late, controller.signal, fail);
    expect(late.close).toHaveBeenCalled();
  });

  it("just ends when it breaks, so that the receiver comes back", async () => {
    const trouble = vi.fn();
    const error = new Error("the database is away");
    const text = await new Response(eventStream(readerOf([[event(1)], error]), still, trouble)).text();
    expect(decode(text)).toHaveLength(1);
    expect(trouble).toHaveBeenCalledWith(error);
  });
});
