import fs from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { api, cli, newProject, type Server, startServer, tempFolder, until } from "../server/test/harness.ts";
import { pick } from "../server/test/json-path.ts";
import { generate } from "./phases.ts";

const help = `npm run bench:soak -- [OPTIONS]

Full load for a long time on a project with a disk budget: the disk must stay below its cap, the memory flat, nothing lost.

  --minutes N       how long (60)
  --budget MB       of the project's events (200)
  --size KB         of an event (5)
  --connections N   closed loop: each sends the next when it has its answer (16)
`;

/** What a budget does not count: write-ahead logs, pages and segments between two evictions, issues. */
const headroom = 1.6;
const fixedMb = 250;
/** The log has a cap of its own: beyond it clients are told to come back. Its segments leave as a whole. */
const pendingMb = 256;
const segmentsMb = 2 * 34;
const sampleMs = 5000;

interface Sample {
  readonly seconds: number;
  readonly diskMb: number;
  readonly logMb: number;
  readonly rssMb: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { minutes: { type: "string" }, budget: { type: "string" }, size: { type: "string" }, connections: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return;
  }
  const minutes = Number(values.minutes ?? 60);
  const budgetMb = Number(values.budget ?? 200);
  const capMb = budgetMb * headroom + pendingMb + segmentsMb + fixedMb;
  await using server = await startServer({ data: tempFolder("soak"), env: { VEDETTE_LOG_LEVEL: "warn", VEDETTE_MAX_PENDING_MB: String(pendingMb) } });
  const project = await newProject(server, "soak");
  await cli(server, "disk", "budget", "events", "--org", project.orgSlug, "--project", project.slug, "--max-bytes", String(budgetMb * 1_000_000));

  const samples: Sample[] = [];
  const stop = new AbortController();
  const sampling = sampleUntil(server, samples, stop.signal);
  const load = await generate({
    mode: "closed",
    host: "127.0.0.1",
    port: server.port,
    ingestPath: `/api/${project.id}/envelope/?sentry_key=${project.key}`,
    seconds: minutes * 60,
    rate: 0,
    connections: Number(values.connections ?? 16),
    bytes: Number(values.size ?? 5) * 1000,
    newShare: 0.001,
    run: Math.floor(Date.now() / 1000) % 0x7fff_ffff,
    reads: 0,
    token: project.token,
    projectPath: `/projects/${project.orgSlug}/${project.slug}`,
  });
  await until("everything accepted is processed", async () => Number(pick(await cli(server, "stats"), "lag")) === 0, 600_000, 500);
  await delay(30_000);
  stop.abort();
  await sampling;
  const jobs = await api(server, project, `/organizations/${project.orgSlug}/jobs/?per_page=100`);
  const stats = await api(
    server,
    project,
    `/organizations/${project.orgSlug}/stats_v2/?groupBy=outcome&field=sum(quantity)&statsPeriod=${Math.ceil(minutes / 60) + 1}h&category=error`,
  );
  const groups = pick(stats.body, "groups");
  const counted = Array.isArray(groups) ? groups.find((group) => pick(group, "by", "outcome") === "accepted") : undefined;
  report({ minutes, budgetMb, capMb, load, samples, jobs: jobs.body, counted: Number(pick(counted, "totals", "sum(quantity)") ?? 0) });
}

async function sampleUntil(server: Server, samples: Sample[], signal: AbortSignal): Promise<void> {
  const began = Date.now();
  while (!signal.aborted) {
    const logMb = megabytes(path.join(server.data, "log"));
    samples.push({ seconds: Math.round((Date.now() - began) / 1000), diskMb: megabytes(server.data), logMb, rssMb: server.rssMb() });
    await delay(sampleMs);
  }
}

function megabytes(folder: string): number {
  let bytes = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += fs.statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes / 1_000_000;
}

function report(run: {
  readonly minutes: number;
  readonly budgetMb: number;
  readonly capMb: number;
  readonly load: Awaited<ReturnType<typeof generate>>;
  readonly samples: readonly Sample[];
  readonly jobs: unknown;
  readonly counted: number;
}): void {
  const { minutes, budgetMb, capMb, load, samples, jobs, counted } = run;
  const disk = Math.max(...samples.map(({ diskMb }) => diskMb));
  const quarter = (n: number): number => {
    const part = samples.slice(Math.floor((samples.length * n) / 4), Math.ceil((samples.length * (n + 1)) / 4));
    return part.reduce((sum, { rssMb }) => sum + rssMb, 0) / Math.max(part.length, 1);
  };
  const growth = quarter(3) / quarter(1);
  const evictions = Array.isArray(jobs) ? jobs.filter((job) => pick(job, "kind") === "evict") : [];
  const evicted = evictions.reduce((sum: number, job) => sum + Number(pick(job, "done") ?? 0), 0);
  const lines = [
    `${minutes} minutes, ${Math.round(load.accepted / load.seconds)} events/s accepted, ${load.accepted} in all, ${JSON.stringify(load.refused)} refused`,
    `processed and counted: ${counted} (${load.accepted - counted} missing)`,
    `disk: budget ${budgetMb} MB, cap ${Math.round(capMb)} MB, most ${Math.round(disk)} MB, at the end ${Math.round(samples.at(-1)?.diskMb ?? 0)} MB, log at most ${Math.round(Math.max(...samples.map(({ logMb }) => logMb)))} MB`,
    `evictions among the last 100 jobs: ${evictions.length}, ${evicted} events`,
    `memory: ${[0, 1, 2, 3].map((n) => `${Math.round(quarter(n))} MB`).join(", ")} in the quarters, last to second ${growth.toFixed(2)}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  const problems = [
    ...(disk > capMb ? [`the disk went over its cap`] : []),
    ...(growth > 1.25 ? [`the memory grew`] : []),
    ...(counted < load.accepted ? [`accepted events were lost`] : []),
    ...(evictions.length === 0 && load.accepted * 0.0008 > budgetMb ? [`nothing was evicted`] : []),
  ];
  for (const problem of problems) process.stdout.write(`FAILED: ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

await main();
