import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import path from "node:path";
import { isFramework, type Framework } from "./hello.ts";

// node bench/sdk/run.ts: what the SDK costs, beside the bare program and @sentry/node 11, interleaved in one run. Medians.
// CPU time, not wall time: it depends less on what else the machine does. Build the packages first (tools/build-package.ts).
// ROUNDS sets how often, REQUESTS how many per round, ONLY (a regular expression for the titles) what.

const ROUNDS = Number(process.env["ROUNDS"] ?? 3);
const ONLY = process.env["ONLY"] ?? "";
const REQUESTS = Number(process.env["REQUESTS"] ?? 8000);
const CONNECTIONS = 20;

type Program = "capture" | Framework;

interface Case {
  readonly title: string;
  readonly program: Program;
  readonly sdk: string;
  readonly options?: object;
  /** To a server in another process, instead of to a client that answers at once. */
  readonly delivers?: boolean;
}

const OURS = "@vedette/node";
const THEIRS = "sentry-node-11";
const FRAMEWORKS = {
  http: "node:http",
  express: "Express 5",
  fastify: "Fastify 5",
  koa: "Koa 3",
  hono: "Hono 4",
  h3: "h3 2",
  nestjs: "NestJS 12",
} as const satisfies Record<Framework, string>;

const requestCases = (program: Framework): Case[] => {
  const title = (what: string): string => `${FRAMEWORKS[program]}, ${what}`;
  const traced = { tracesSampleRate: 1 };
  return [
    { title: title("bare"), program, sdk: "none" },
    { title: title("errors only, @vedette/node"), program, sdk: OURS },
    { title: title("tracing at rate 0, @vedette/node"), program, sdk: OURS, options: { tracesSampleRate: 0 } },
    { title: title("tracing at rate 1, @vedette/node"), program, sdk: OURS, options: traced },
    { title: title("tracing at rate 1, span stream, @vedette/node"), program, sdk: OURS, options: { ...traced, traceLifecycle: "stream" } },
    { title: title("tracing at rate 1, delivered, @vedette/node"), program, sdk: OURS, options: traced, delivers: true },
    { title: title("errors only, @sentry/node"), program, sdk: THEIRS },
    { title: title("tracing at rate 1, @sentry/node"), program, sdk: THEIRS, options: traced },
    { title: title("tracing at rate 1, delivered, @sentry/node"), program, sdk: THEIRS, options: traced, delivers: true },
  ];
};

const cases: readonly Case[] = [
  { title: "create an error, bare", program: "capture", sdk: "none" },
  { title: "captureException, @vedette/node", program: "capture", sdk: OURS },
  { title: "captureException without source context, @vedette/node", program: "capture", sdk: OURS, options: { includeSourceContext: false } },
  { title: "captureException, @sentry/node", program: "capture", sdk: THEIRS },
  ...Object.keys(FRAMEWORKS).filter(isFramework).flatMap(requestCases),
];

const start = (file: string, args: readonly string[] = []): ChildProcess =>
  fork(path.join(import.meta.dirname, file), args, { execArgv: ["--disable-warning=ExperimentalWarning"], stdio: ["ignore", "pipe", "inherit", "ipc"] });

async function portOf(child: ChildProcess): Promise<number> {
  const [address]: unknown[] = await once(child, "message");
  return typeof address === "object" && address !== null && "port" in address ? Number(address.port) : 0;
}

async function measure({ program, sdk, options = {}, delivers = false }: Case): Promise<number> {
  const dsn = delivers ? `http://0123456789abcdef0123456789abcdef@127.0.0.1:${sinkPort}/1` : "";
  const child = start("programs.ts", [program, sdk, JSON.stringify(options), dsn]);
  let output = "";
  child.stdout?.on("data", (data) => (output += String(data)));
  const closed = once(child, "close");
  if (program !== "capture") {
    const port = await portOf(child);
    await load(port, REQUESTS);
    child.send("begin");
    await load(port, REQUESTS);
    child.send(REQUESTS);
  }
  await closed;
  return Number(output.trim().split("\n").at(-1));
}

async function load(port: number, total: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let left = total;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) =>
      request({ port, host: "127.0.0.1", agent, path: "/orders/7?verbose=1" }, (response) => response.resume().on("end", resolve))
        .on("error", reject)
        .end(),
    );
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const sink = start("sink.ts");
const sinkPort = await portOf(sink);
const chosen = cases.filter(({ title, sdk }) => sdk === "none" || new RegExp(ONLY).test(title));
const results = new Map<Case, number[]>();
for (let round = 0; round < ROUNDS; round++) for (const entry of chosen) results.set(entry, [...(results.get(entry) ?? []), await measure(entry)]);
sink.disconnect();

const bare = (program: Program): number => {
  const entry = cases.find((candidate) => candidate.program === program && candidate.sdk === "none");
  return median((entry && results.get(entry)) ?? []);
};
console.log(`| measure (Node ${process.versions.node}, median of ${ROUNDS}) | CPU µs | to the bare program |\n|---|---|---|`);
for (const [{ title, program }, values] of results)
  console.log(`| ${title} | ${median(values).toFixed(0)} | ${(median(values) / bare(program)).toFixed(2)}x |`);
