// The least that could be done: takes what the model says and passes it on, over SSE; keeps and checks nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chunksOf } from "./visual-lessons.ts";

const [simulator = ""] = process.argv.slice(2);

const server = createServer(async (request, response) => {
  const topic = new URL(request.url ?? "/", "http://relay").searchParams.get("topic") ?? "";
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  const plan = JSON.parse((await chunksOf(simulator, `Task: plan\nTopic: ${topic}`)).join(""));
  await Promise.all(
    plan.steps.map(({ id }: { id: string }) =>
      chunksOf(simulator, `Task: draw\nTopic: ${topic}\nStep-id: ${id}\n`, (text) =>
        response.write(`data: ${JSON.stringify({ step: id, text })}\n\n`),
      ),
    ),
  );
  response.end();
});
server.listen(0, "127.0.0.1", () => {
  console.log(`relay at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
