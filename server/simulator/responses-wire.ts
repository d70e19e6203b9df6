import type { Reply, Usage, Wire } from "./wire.ts";

/** The responses API of one model: one message whose text streams as typed, numbered events. */
export function responsesWire(model: string, id: string, created: number): Wire {
  const itemId = id.replace("resp_", "msg_");
  let sequence = 0;
  let begun = false;

  const event = (type: string, data: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...data })}\n\n`;
  const part = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });
  const item = (status: string, text?: string) => ({
    id: itemId,
    type: "message",
    status,
    role: "assistant",
    content: text === undefined ? [] : [part(text)],
  });
  const place = { item_id: itemId, output_index: 0, content_index: 0 };

  const response = (status: string, output: unknown[], usage?: Usage, reason?: string) => ({
    id,
    object: "response",
    created_at: created,
    status,
    error: null,
    incomplete_details: reason === undefined ? null : { reason },
    instructions: null,
    metadata: {},
    model,
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    usage: usage && {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.input + usage.output,
    },
  });

  const verdict = (reply: Reply): { status: string; reason?: string } => {
    if (reply.finish === "max-tokens") return { status: "incomplete", reason: "max_output_tokens" };
    if (reply.finish === "safety") return { status: "incomplete", reason: "content_filter" };
    return { status: reply.finish === undefined ? "in_progress" : "completed" };
  };
  const finished = (reply: Reply) => {
    const { status, reason } = verdict(reply);
    const output = reply.candidates && reply.text !== "" ? [item(status, reply.text)] : [];
    return response(status, output, reply.usage, reason);
  };

  return {
    whole: finished,
    stream: {
      open: () => {
        const started = response("in_progress", []);
        return (
          event("response.created", { response: started }) +
          event("response.in_progress", { response: started })
        );
      },
      chunk: (text) => {
        const first = begun
          ? ""
          : event("response.output_item.added", { output_index: 0, item: item("in_progress") }) +
            event("response.content_part.added", { ...place, part: part("") });
        begun = true;
        return first + event("response.output_text.delta", { ...place, delta: text, logprobs: [] });
      },
      end: (reply) => {
        const { status } = verdict(reply);
        const { text } = reply;
        const closing = begun
          ? event("response.output_text.done", { ...place, text, logprobs: [] }) +
            event("response.content_part.done", { ...place, part: part(text) }) +
            event("response.output_item.done", { output_index: 0, item: item(status, text) })
          : "";
        return closing + event(`response.${status}`, { response: finished(reply) });
      },
    },
  };
}
