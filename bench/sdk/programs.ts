// The programs that bench/sdk measures, one per run: node programs.ts PROGRAM SDK OPTIONS DSN. Prints one JSON line.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { isFramework, startHello, type Framework } from "./hello.ts";

interface Sdk {
  init(options: Record<string, unknown>): unknown;
  captureException(error: unknown): unknown;
  flush(timeout: number): Promise<boolean>;
}

const [, , program = "", name = "", options = "{}", dsn = ""] = process.argv;
const NOWHERE = "http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1";

const isSdk = (value: unknown): value is Sdk => typeof value === "object" && value !== null && "init" in value && "captureException" in value;

async function load(): Promise<Sdk | undefined> {
  if (name === "none") return undefined;
  const loaded: unknown = await import(name);
  if (!isSdk(loaded)) throw new Error(`${name} is no SDK`);
  loaded.init({ dsn: dsn || NOWHERE, release: "bench@1", ...(dsn ? {} : ownWorkOnly()), ...JSON.parse(options) });
  return loaded;
}

/** Answers at once, so that what is measured is the SDK's own work. Ours gets bytes; transports of @sentry/node get objects. */
function ownWorkOnly(): Record<string, unknown> {
  if (name.startsWith("@vedette")) return { httpClient: { post: async () => ({ status: 200, headers: {}, body: "{}" }) } };
  const send = async (envelope: unknown): Promise<{ statusCode: number }> => {
    JSON.stringify(envelope);
    return { statusCode: 200 };
  };
  return { transport: () => ({ send, flush: async () => true }) };
}

const cpu = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};

function failingCall(depth: number, index: number): Error {
  return depth > 0 ? failingCall(depth - 1, index) : new Error(`order ${index} failed`);
}

/** CPU microseconds per captured error, creating it and reading its stack included. */
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

/** CPU microseconds of the serving process per request, delivery of what was captured included. */
async function requests(framework: Framework, sdk: Sdk | undefined): Promise<number> {
  const server = await startHello(framework, name.startsWith("@vedette"));
  process.send?.(server.address());
  await once(process, "message");
  const began = process.cpuUsage();
  const [count] = await once(process, "message");
  await sdk?.flush(30_000);
  return cpu(began) / Number(count);
}

const sdk = await load();
const result = program === "capture" ? await capture(sdk) : await requests(frameworkOf(program), sdk);
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);

function frameworkOf(text: string): Framework {
  if (isFramework(text)) return text;
  throw new Error(`there is no program ${text}`);
}
