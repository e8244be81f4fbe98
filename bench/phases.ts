import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import {
  api,
  cleanEnvironment,
  cli,
  eventDetail,
  newProject,
  type Project,
  projectPath,
  type Server,
  startServer,
  tempFolder,
  until,
} from "../server/test/harness.ts";
import { pick } from "../server/test/json-path.ts";
import type { LoadPlan, LoadResult } from "./load-generator.ts";

/** One server (or bare pipe) under one kind of load, measured. */

export interface Options {
  /** Of each load. */
  readonly seconds: number;
  readonly connections: number;
  /** Open-loop requests a second; null: 40 % of what the closed loop showed to be processed. */
  readonly rate: number | null;
  readonly reads: number;
}

export interface SizeResult {
  readonly kilobytes: number;
  readonly averageBytes: number;
  readonly bare: LoadResult;
  /** As fast as it goes. */
  readonly most: LoadResult & { readonly processedPerSecond: number; readonly cpuMicrosPerEvent: number };
  /** At a steady rate, with reads. */
  readonly steady: LoadResult & { readonly rate: number; readonly processedPerSecond: number };
  readonly idleMb: number;
  readonly peakMb: number;
  readonly afterMb: number;
  readonly diskGbPerMillion: number;
  /** Accepted, but not readable after the drain: of the sampled ids, and by the server's own count. */
  readonly lostOfSample: number;
  readonly sampled: number;
  readonly lostByCount: number;
}

const folder = import.meta.dirname;
let runs = Math.floor(Date.now() / 1000) % 0x7fff_ffff;

export async function measureSize(kilobytes: number, options: Options, say: (text: string) => void): Promise<SizeResult> {
  const bytes = kilobytes * 1000;
  say(`${kilobytes} KB: bare pipe`);
  const bare = await bareLoad(bytes, options);
  const data = tempFolder("bench");
  await using server = await startServer({ data });
  const project = await newProject(server, "bench");
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const idleMb = server.rssMb();

  say(`${kilobytes} KB: as fast as it goes`);
  const cpuBefore = server.cpuSeconds();
  const most = await drainedLoad(server, project, { ...basePlan(server, project, bytes, options), mode: "closed", reads: 0 });
  const cpuMicrosPerEvent = ((server.cpuSeconds() - cpuBefore) * 1e6) / most.result.accepted;

  const rate = options.rate ?? Math.max(5, Math.round(most.processedPerSecond * 0.4));
  say(`${kilobytes} KB: ${rate} requests a second, ${Math.round(options.reads * 100)} % of them reads`);
  const steady = await drainedLoad(server, project, { ...basePlan(server, project, bytes, options), mode: "open", rate });

  const sample = [...most.result.sample, ...steady.result.sample];
  const missing = await Promise.all(sample.map(async (id) => (await eventDetail(server, project, id)) === undefined));
  const accepted = most.result.accepted + steady.result.accepted;
  const processed = Number(pick(await cli(server, "stats"), "processed"));
  const [peakMb, afterMb] = [server.peakRssMb(), server.rssMb()];
  await server.stop();
  const diskBytes = Number(spawnSync("du", ["-sk", data], { encoding: "utf8" }).stdout.split("\t")[0]) * 1024;
  fs.rmSync(data, { recursive: true });
  return {
    kilobytes,
    averageBytes: most.result.averageBytes,
    bare,
    most: { ...most.result, processedPerSecond: most.processedPerSecond, cpuMicrosPerEvent },
    steady: { ...steady.result, rate, processedPerSecond: steady.processedPerSecond },
    idleMb,
    peakMb,
    afterMb,
    diskGbPerMillion: (diskBytes / accepted) * (1e6 / 1e9),
    lostOfSample: missing.filter(Boolean).length,
    sampled: sample.length,
    lostByCount: accepted - processed,
  };
}

const basePlan = (server: Server, project: Project, bytes: number, options: Options): LoadPlan => ({
  mode: "closed",
  host: "127.0.0.1",
  port: server.port,
  ingestPath: `/api/${project.id}/envelope/?sentry_key=${project.key}&sentry_version=7`,
  seconds: options.seconds,
  rate: 0,
  connections: options.connections,
  bytes,
  run: runs++,
  reads: options.reads,
  token: project.token,
  projectPath: `/api/0${projectPath(project)}`,
});

/** Runs the load, then waits until its last events are readable: only then are they processed. */
async function drainedLoad(server: Server, project: Project, plan: LoadPlan): Promise<{ result: LoadResult; processedPerSecond: number }> {
  const began = performance.now();
  const result = await generate(plan);
  for (const id of result.last) await until(`event ${id} is processed`, () => eventDetail(server, project, id), 300_000, 20);
  const seconds = (performance.now() - began) / 1000;
  // The issue list must answer too before the next load starts.
  await api(server, project, `${projectPath(project)}/issues/?limit=1`);
  return { result, processedPerSecond: result.accepted / seconds };
}

/**
 * Three seconds are enough for it and all that the disk should be asked for: at 50 KB it writes half a gigabyte a second,
 * and a cloud disk that has used up its burst would slow down what is measured next.
 */
async function bareLoad(bytes: number, options: Options): Promise<LoadResult> {
  const file = path.join(tempFolder("bare"), "spool");
  const pipe = spawn(process.execPath, [path.join(folder, "bare-pipe.ts"), file], { stdio: ["ignore", "pipe", "inherit"], env: cleanEnvironment() });
  try {
    const port = await new Promise<number>((resolve) => pipe.stdout.once("data", (text: Buffer) => resolve(Number(text.toString()))));
    const plan: LoadPlan = {
      mode: "closed",
      host: "127.0.0.1",
      port,
      ingestPath: "/",
      seconds: Math.min(options.seconds, 3),
      rate: 0,
      connections: options.connections,
      bytes,
      run: runs++,
      reads: 0,
      token: "",
      projectPath: "",
    };
    return await generate(plan);
  } finally {
    await ended(pipe);
    fs.rmSync(path.dirname(file), { recursive: true });
  }
}

export async function generate(plan: LoadPlan): Promise<LoadResult> {
  const child = fork(path.join(folder, "load-generator.ts"), {
    execArgv: ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning"],
    env: cleanEnvironment(),
  });
  try {
    return await new Promise<LoadResult>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("the load generator did not end")), (plan.seconds + 60) * 1000);
      child.once("message", (result: LoadResult) => {
        clearTimeout(late);
        resolve(result);
      });
      child.once("exit", (code) => reject(new Error(`the load generator ended early (${code})`)));
      child.send(plan);
    });
  } finally {
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}
