import { createServer } from "node:http";

const server = createServer((_request, response) => response.end("simulated"));
server.listen(Number(process.env.SIMULATOR_PORT), "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") console.log(`simulated model at http://127.0.0.1:${address?.port}`);
});
