// The programs that bench/sdk measures, one per run: node programs.ts PROGRAM SDK. Prints one JSON line.
import { createServer } from "node:http";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

interface Sdk {
  init(options: Record<string, unknown>): unknown;
  captureException(error: unknown): unknown;
  flush(timeout: number): Promise<boolean>;
}

const [, , program = "", name = "", options = "{}"] = process.argv;
const DSN = "http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1";

const isSdk = (value: unknown): value is Sdk => typeof value === "object" && value !== null && "init" in value && "captureException" in value;

async function load(): Promise<Sdk | undefined> {
  if (name === "none") return undefined;
  const loaded: unknown = await import(name);
  if (!isSdk(loaded)) throw new Error(`${name} is no SDK`);
  // Serializes and answers at once: what is measured is the SDK's own work.
  const httpClient = { post: async () => ({ status: 200, headers: {}, body: "{}" }) };
  const own = name.startsWith("@vedette") ? { httpClient } : { transport: createNullTransport };
  loaded.init({ dsn: DSN, release: "bench@1", ...own, ...JSON.parse(options) });
  return loaded;
}

/** The same for @sentry/node, whose transports get envelopes as objects. */
function createNullTransport(): unknown {
  return {
    send: async (envelope: unknown) => {
      JSON.stringify(envelope);
      return { statusCode: 200 };
    },
    flush: async () => true,
  };
}

const cpu = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};

function failingCall(depth: number, index: number): Error {
  return depth > 0 ? failingCall(depth - 1, index) : new Error(`order ${index} failed`);
}

/** CPU microseconds per captured error above creating it and reading its stack. */
async function capture(sdk: Sdk | undefined): Promise<number> {
  const round = async (count: number): Promise<number> => {
    const began = process.cpuUsage();
    for (let index = 0; index < count; index++) {
      const error = failingCall(5, index);
      if (sdk) sdk.captureException(error);
      else JSON.stringify({ type: error.name, value: error.message, stack: error.stack });
      if (index % 50 === 49) await sleep(0);
    }
    await sdk?.flush(10_000);
    return cpu(began) / count;
  };
  await round(2000);
  return round(5000);
}

/** CPU microseconds of the serving process per request. */
async function requests(): Promise<number> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/plain");
    response.end("hello");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.(server.address());
  let began = process.cpuUsage();
  return new Promise((resolve) => {
    process.on("message", (message) => {
      if (message === "begin") began = process.cpuUsage();
      if (typeof message === "number") resolve(cpu(began) / message);
    });
  });
}

const sdk = await load();
const result = program === "capture" ? await capture(sdk) : program === "requests" ? await requests() : process.memoryUsage().rss / 1e6;
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
