import fs from "node:fs";
import http from "node:http";

// node bare-pipe.ts FILE: the least a server can do and still mean 200: append the body durably (one fdatasync for all
// that wait), then answer. Prints its port. What our server's rate is a ratio of.

const file = process.argv[2];
if (file === undefined) throw new Error("which file?");
const descriptor = fs.openSync(file, "w");
let bodies: Buffer[] = [];
let answers: (() => void)[] = [];
let writing = false;

function flush(): void {
  if (writing || bodies.length === 0) return;
  writing = true;
  const [batch, waiting] = [bodies, answers];
  bodies = [];
  answers = [];
  fs.writev(descriptor, batch, (writeError) => {
    if (writeError !== null) throw writeError;
    fs.fdatasync(descriptor, (syncError) => {
      if (syncError !== null) throw syncError;
      writing = false;
      for (const answer of waiting) answer();
      flush();
    });
  });
}

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    bodies.push(Buffer.concat(chunks));
    answers.push(() => {
      response.setHeader("content-type", "application/json");
      response.end('{"id":"x"}');
    });
    flush();
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" && address !== null ? address.port : ""}\n`);
});
