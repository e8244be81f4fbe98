import { parseArgs } from "node:util";
import { runFuzz } from "../server/test/fuzz/run-fuzz.ts";

const help = `npm run fuzz -- [OPTIONS]

Sends generated requests (recorded ones of official SDKs and the corpus in server/test/fuzz, changed) to every ingest endpoint
of a freshly built server and fails at a 5xx, a missing answer, a fault while processing or too much memory.

  --inputs N        how many (100000)
  --seed N          where they start; the same seed makes the same inputs (1)
  --connections N   at once (32)
  --memory MB       resident memory that the server must stay below (1500)
`;

const { values } = parseArgs({
  options: { inputs: { type: "string" }, seed: { type: "string" }, connections: { type: "string" }, memory: { type: "string" }, help: { type: "boolean" } },
});

function number(name: "inputs" | "seed" | "connections" | "memory", fallback: number): number {
  const value = Number(values[name] ?? fallback);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
  return value;
}

if (values.help === true) console.log(help);
else {
  const result = await runFuzz({
    inputs: number("inputs", 100_000),
    seed: number("seed", 1),
    connections: number("connections", 32),
    maxRssMb: number("memory", 1500),
    onProgress: (sent, rssMb) => process.stdout.isTTY && process.stdout.write(`\r${sent} sent, server at ${rssMb} MB `),
  });
  const answers = [...result.statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} x ${status}`);
  console.log(
    `\n${result.sent} inputs in ${result.seconds.toFixed(0)} s (${(result.sent / result.seconds).toFixed(0)} a second, processed), at most ${Math.round(result.peakRssMb)} MB: ${answers.join(", ")}`,
  );
  for (const problem of result.problems) console.error(problem);
  if (result.problems.length > 0) process.exitCode = 1;
}
