// A server that answers every envelope, in a process of its own: node sink.ts. Tells its port and, asked by a message, how many came.
import { createServer } from "node:http";

let posts = 0;
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    posts++;
    response.end('{"id":"0123456789abcdef0123456789abcdef"}');
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
process.on("message", () => {
  process.send?.(posts);
  posts = 0;
});
process.on("disconnect", () => process.exit());
