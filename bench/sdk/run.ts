import { spawn } from "node:child_process";
import { Agent, request } from "node:http";
import path from "node:path";

// node bench/sdk/run.ts: what the SDK costs, beside the bare program and @sentry/node 11, interleaved in one run. Medians.
// CPU time, not wall time: it depends less on what else the machine does. Build the packages first (tools/build-package.ts).

const ROUNDS = Number(process.env["ROUNDS"] ?? 3);
const REQUESTS = 8000;
const CONNECTIONS = 20;
const programs = path.join(import.meta.dirname, "programs.ts");

interface Case {
  readonly title: string;
  readonly program: "capture" | "requests" | "start";
  readonly sdk: string;
  readonly options?: object;
}

const OURS = "@vedette/node";
const THEIRS = "sentry-node-11";
const cases: readonly Case[] = [
  { title: "create an error, bare", program: "capture", sdk: "none" },
  { title: "captureException, @vedette/node", program: "capture", sdk: OURS },
  { title: "captureException without source context, @vedette/node", program: "capture", sdk: OURS, options: { includeSourceContext: false } },
  { title: "captureException, @sentry/node", program: "capture", sdk: THEIRS },
  { title: "request to node:http, bare", program: "requests", sdk: "none" },
  { title: "request, errors only, @vedette/node", program: "requests", sdk: OURS },
  { title: "request, tracing at rate 0, @vedette/node", program: "requests", sdk: OURS, options: { tracesSampleRate: 0 } },
  { title: "request, tracing at rate 1, @vedette/node", program: "requests", sdk: OURS, options: { tracesSampleRate: 1 } },
  { title: "request, errors only, @sentry/node", program: "requests", sdk: THEIRS },
  { title: "request, tracing at rate 1, @sentry/node", program: "requests", sdk: THEIRS, options: { tracesSampleRate: 1 } },
];

async function measure({ program, sdk, options = {} }: Case): Promise<number> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", programs, program, sdk, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  let output = "";
  child.stdout?.on("data", (data) => (output += String(data)));
  if (program === "requests") {
    const port = await new Promise<number>((resolve) => {
      child.once("message", (address) => resolve(typeof address === "object" && address !== null && "port" in address ? Number(address.port) : 0));
    });
    await load(port, REQUESTS);
    child.send("begin");
    await load(port, REQUESTS);
    child.send(REQUESTS);
  }
  await new Promise((resolve) => child.once("close", resolve));
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

const results = new Map<Case, number[]>();
for (let round = 0; round < ROUNDS; round++) for (const entry of cases) results.set(entry, [...(results.get(entry) ?? []), await measure(entry)]);

const bare = (program: Case["program"]): number =>
  median(results.get(cases.find((entry) => entry.program === program && entry.sdk === "none") ?? cases[0] ?? { title: "", program, sdk: "" }) ?? []);
console.log(`| measure (Node ${process.versions.node}, median of ${ROUNDS}) | CPU µs | to the bare program |\n|---|---|---|`);
for (const [{ title, program }, values] of results)
  console.log(`| ${title} | ${median(values).toFixed(0)} | ${(median(values) / bare(program)).toFixed(2)}x |`);
