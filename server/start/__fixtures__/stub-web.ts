// A web server in place of Next: alive, tells its environment, and keeps a stream open as a learner's page does.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  if (request.url === "/api/live") {
    response.statusCode = process.env.STUB_WEB_NEVER_LIVES ? 503 : 200;
    return response.end("ok");
  }
  if (request.url === "/env") return response.end(JSON.stringify(process.env));
  if (request.url === "/pid") return response.end(String(process.pid));
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\n\n");
});
server.listen(Number(process.argv[2]), "127.0.0.1");
process.once("SIGTERM", () => {
  console.log("web asked to stop");
  process.exit(0);
});
