// The programs that bench/sdk measures, one per process: node programs.ts PROGRAM SDK OPTIONS DSN. `measure.ts` talks to them.
import { setTimeout as sleep } from "node:timers/promises";
import { isFramework, startHello } from "./hello.ts";

interface Sdk {
  init(options: Record<string, unknown>): unknown;
  captureException(error: unknown): unknown;
  flush(timeout: number): Promise<boolean>;
}

const [, , program = "", name = "", options = "{}", dsn = ""] = process.argv;
const NOWHERE = "http://0123456789abcdef0123456789abcdef@127.0.0.1:9/1";
const ours = !name.startsWith("sentry-");

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
  if (ours) return { httpClient: { post: async () => ({ status: 200, headers: {}, body: "{}" }) } };
  const send = async (envelope: unknown): Promise<{ statusCode: number }> => {
    JSON.stringify(envelope);
    return { statusCode: 200 };
  };
  return { transport: () => ({ send, flush: async () => true }) };
}

function failingCall(depth: number, index: number): Error {
  return depth > 0 ? failingCall(depth - 1, index) : new Error(`order ${index} failed`);
}

/** Creates errors and captures them; bare, reads what any report would need of them. */
async function capture(sdk: Sdk | undefined, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const error = failingCall(5, index);
    if (sdk) sdk.captureException(error);
    else JSON.stringify({ type: error.name, value: error.message, stack: error.stack });
    if (index % 50 === 49) await sleep(0);
  }
}

const sdk = await load();
const address = isFramework(program) ? (await startHello(program, ours && sdk !== undefined)).address() : "none";
let began = process.cpuUsage();

/** "begin" starts a slice; its number of requests or captures ends it, and is answered with CPU microseconds for each, delivery included. */
async function endSlice(count: number): Promise<void> {
  if (program === "capture") await capture(sdk, count);
  await sdk?.flush(30_000);
  const { user, system } = process.cpuUsage(began);
  process.send?.((user + system) / count);
}

process.on("message", (message) => {
  if (message === "begin") began = process.cpuUsage();
  else void endSlice(Number(message));
});
process.on("disconnect", () => process.exit(0));
process.send?.(address);
