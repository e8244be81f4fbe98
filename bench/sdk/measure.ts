import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import path from "node:path";
import type { Framework } from "./hello.ts";

export type Program = "capture" | Framework;

export interface Variant {
  readonly title: string;
  /** A module to import; `none`: the bare program. */
  readonly sdk: string;
  readonly options?: object;
  /** To a server in another process, instead of to a client that answers at once. */
  readonly delivers?: boolean;
}

export interface Effort {
  /** Requests or captures before anything counts: the compiler is done, the heap has its size. */
  readonly warmUp: number;
  readonly slices: number;
  /** Requests or captures per slice: tens of collections of the young generation, less than a second. */
  readonly slice: number;
}

/** CPU microseconds per request or capture, slice by slice. */
export type Slices = readonly number[];

const CONNECTIONS = 20;

interface Running {
  readonly child: ChildProcess;
  /** Undefined: it serves nobody. */
  readonly port: number | undefined;
}

/**
 * Runs all variants of a program at the same time and measures them in turns, a slice each, back and forth. What else the machine does meets
 * neighbours alike, so that the ratio of two slices of one turn says something where the two numbers do not.
 */
export async function measure(program: Program, variants: readonly Variant[], { warmUp, slices, slice }: Effort): Promise<Slices[]> {
  const sink = await start("sink.ts");
  const running: { readonly process: Running; readonly results: number[] }[] = [];
  for (const { sdk, options = {}, delivers = false } of variants) {
    const dsn = delivers ? `http://0123456789abcdef0123456789abcdef@127.0.0.1:${sink.port}/1` : "";
    const process = await start("programs.ts", [program, sdk, JSON.stringify(options), dsn]);
    running.push({ process, results: [] });
    await runSlice(process, warmUp);
  }
  for (let turn = 0; turn < slices; turn++)
    for (const { process, results } of turn % 2 === 0 ? running : running.toReversed()) results.push(await runSlice(process, slice));
  for (const { child } of [sink, ...running.map((entry) => entry.process)]) child.disconnect();
  return running.map(({ results }) => results);
}

async function start(file: string, args: readonly string[] = []): Promise<Running> {
  const child = fork(path.join(import.meta.dirname, file), args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [address]: unknown[] = await once(child, "message");
  return { child, port: typeof address === "object" && address !== null && "port" in address ? Number(address.port) : undefined };
}

async function runSlice({ child, port }: Running, count: number): Promise<number> {
  child.send("begin");
  if (port !== undefined) await load(port, count);
  child.send(count);
  const [result]: unknown[] = await once(child, "message");
  return Number(result);
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

/** Of numbers in any order: `part` 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** How many times the bare program, turn by turn. */
export const ratios = (slices: Slices, bare: Slices): number[] => slices.map((value, turn) => value / (bare[turn] ?? Number.NaN));
