import { createServer, Agent, request } from "node:http";
import { once } from "node:events";
import { init } from "@vedette/node";

// node --expose-gc --conditions=@vedette/source bench/sdk/heap.ts: is the heap flat after many requests? At rate 0 and at rate 1.
// REQUESTS sets how many (default 1,000,000); the first tenth warms up.

const REQUESTS = Number(process.env["REQUESTS"] ?? 1_000_000);
const DSN = "http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1";
const collectGarbage = globalThis.gc;
if (!collectGarbage) throw new Error("run it with --expose-gc");

const server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
const port = typeof address === "object" && address ? address.port : 0;

async function load(total: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  let left = total;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      request({ port, host: "127.0.0.1", agent, path: "/orders/7" }, (response) => response.resume().on("end", resolve))
        .on("error", reject)
        .end();
    });
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  agent.destroy();
}

async function heap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await collectGarbage?.({ type: "major", execution: "async" });
  }
  return process.memoryUsage().heapUsed / 1e6;
}

for (const tracesSampleRate of [0, 1]) {
  let posts = 0;
  const httpClient = {
    post: async () => {
      posts++;
      return { status: 200, headers: {}, body: "{}" };
    },
  };
  const client = init({ dsn: DSN, release: "bench@1", tracesSampleRate, httpClient });
  await load(REQUESTS / 10);
  await client.flush(10_000);
  const before = await heap();
  await load(REQUESTS);
  await client.flush(10_000);
  const after = await heap();
  console.log(`rate ${tracesSampleRate}: heap ${before.toFixed(1)} MB -> ${after.toFixed(1)} MB after ${REQUESTS} requests, ${posts} envelopes`);
  await client.close(1000);
}
server.close();
server.closeAllConnections();
