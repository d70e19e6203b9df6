// What tests of the providers share: requests, replies, and servers that say what a real provider would not say twice.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { AppError } from "../../errors.ts";
import type { Endpoint } from "../resolve-tiers.ts";
import { testModel } from "../testing.ts";
import type { Model, RateHeaders, TextChunk, TextRequest } from "../types.ts";
import { openModel } from "./open-model.ts";

export type Kind = "gemini" | "openai";
const NAMES = { gemini: "gemini-3.5-flash", openai: "gpt-4.1" };

export interface OpenOptions extends Partial<Endpoint> {
  model?: string;
  headers?: (one: RateHeaders) => void;
}

export function openTestModel(kind: Kind, endpoint: Endpoint, options: OpenOptions = {}): Promise<Model> {
  const { model = NAMES[kind], headers = () => {}, ...part } = options;
  return openModel(testModel(kind, model), { ...endpoint, ...part }, headers);
}

export function textRequest(user: string, part: Partial<TextRequest> = {}): TextRequest {
  return { prompt: { user }, maxOutputTokens: 2_000, signal: new AbortController().signal, ...part };
}

/** Reads a reply to its end or its error. */
export async function collect(chunks: AsyncIterable<TextChunk>) {
  let text = "";
  let finish: Extract<TextChunk, { type: "finish" }> | undefined;
  let error: AppError | undefined;
  try {
    for await (const chunk of chunks) {
      if (chunk.type === "text") text += chunk.text;
      else finish = chunk;
    }
  } catch (caught) {
    error = caught as AppError;
  }
  return { text, finish, error };
}

/** A server that answers everything in one way, for as long as `use` takes. */
export async function withServer<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What a model sends when it is asked like this: all its requests, each of which is answered with 500. */
export async function requestsOf(kind: Kind, model: string, ask: (opened: Model) => Promise<unknown>) {
  const seen: { url: string; body: Record<string, unknown> }[] = [];
  await withServer(
    async (incoming, response) => {
      let text = "";
      for await (const part of incoming) text += part;
      seen.push({ url: incoming.url ?? "", body: JSON.parse(text) });
      response.writeHead(500).end("{}");
    },
    async (baseUrl) => {
      await ask(await openTestModel(kind, { apiKey: "k", baseUrl }, { model })).catch(() => {});
    },
  );
  return seen;
}
