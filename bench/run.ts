import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { measureSize, type SizeResult } from "./phases.ts";
import { type BenchReport, machine, plainTable, withTable } from "./report.ts";

const help = `npm run bench -- [OPTIONS]

Loads a freshly started server and, beside it, a bare durable pipe. Only 127.0.0.1; ends by itself.

  --size KB         5, 50 or 200; may be repeated (all three)
  --seconds N       length of each load (15)
  --rate N          open-loop requests a second (40 % of the measured processed/s)
  --connections N   closed-loop connections (32)
  --reads SHARE     part of the open-loop requests that read, 0 to 1 (0.1)
  --quick           5 KB only, 4 s each
  --write           keep the result: bench/results/latest.json and docs/operate/benchmarks.md
`;

const root = path.resolve(import.meta.dirname, "..");

function number(name: string, text: string | undefined, fallback: number, from: number, to: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!(value >= from && value <= to)) throw new Error(`--${name} is ${text}, but must be a number from ${from} to ${to}`);
  return value;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", multiple: true },
      seconds: { type: "string" },
      rate: { type: "string" },
      connections: { type: "string" },
      reads: { type: "string" },
      quick: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const sizes = (values.size ?? (values.quick ? ["5"] : ["5", "50", "200"])).map((text) => number("size", text, 5, 1, 900));
  const seconds = number("seconds", values.seconds, values.quick ? 4 : 15, 1, 600);
  const connections = number("connections", values.connections, 32, 1, 1000);
  const reads = number("reads", values.reads, 0.1, 0, 1);
  const rate = values.rate === undefined ? null : number("rate", values.rate, 0, 1, 100_000);
  const loadBefore = os.platform() === "win32" ? null : (os.loadavg()[0] ?? null);
  const results: SizeResult[] = [];
  for (const kilobytes of sizes)
    results.push(await measureSize(kilobytes, { seconds, connections, rate, reads }, (text) => process.stderr.write(`${text} …\n`)));

  const report: BenchReport = {
    date: new Date().toISOString(),
    machine: machine(),
    node: process.versions.node,
    loadBefore,
    seconds,
    connections,
    reads,
    sizes: results,
  };
  process.stdout.write(`${report.machine}, Node ${report.node}\n\n${plainTable(report)}\n`);
  if (values.write) keep(report);
  if (results.some(({ lostByCount, lostOfSample }) => lostByCount > 0 || lostOfSample > 0)) {
    process.stderr.write("Accepted events were lost.\n");
    process.exitCode = 1;
  }
}

function keep(report: BenchReport): void {
  const page = path.join(root, "docs/operate/benchmarks.md");
  // Thousands of event ids say nothing to a reader.
  const brief = JSON.stringify(report, (key, value: unknown) => (key === "sample" || key === "last" ? undefined : value), 2);
  fs.writeFileSync(path.join(root, "bench/results/latest.json"), `${brief}\n`);
  fs.writeFileSync(page, withTable(fs.readFileSync(page, "utf8"), report));
}

await main();
