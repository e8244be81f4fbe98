import { isFramework, type Framework } from "./hello.ts";
import { measure, quantile, ratios, type Effort, type Program, type Variant } from "./measure.ts";

// node bench/sdk/run.ts: what the SDK costs, beside the bare program and @sentry/node 11. Build the packages first (tools/build-package.ts).
// CPU time, not wall time: it depends less on what else the machine does. SLICES sets how many turns, ONLY (a regular expression for the
// titles) which rows beside the bare ones.

const ONLY = new RegExp(process.env["ONLY"] ?? "");
const SLICES = Number(process.env["SLICES"] ?? 15);
const EFFORT: Readonly<Record<"capture" | "requests", Effort>> = {
  capture: { warmUp: 4000, slices: SLICES, slice: 1000 },
  requests: { warmUp: 8000, slices: SLICES, slice: 1000 },
};

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

const traced = { tracesSampleRate: 1 };
const REQUESTS: readonly Variant[] = [
  { title: "bare", sdk: "none" },
  { title: "errors only, @vedette/node", sdk: OURS },
  { title: "tracing at rate 0, @vedette/node", sdk: OURS, options: { tracesSampleRate: 0 } },
  { title: "tracing at rate 1, @vedette/node", sdk: OURS, options: traced },
  { title: "tracing at rate 1, span stream, @vedette/node", sdk: OURS, options: { ...traced, traceLifecycle: "stream" } },
  { title: "tracing at rate 1, delivered, @vedette/node", sdk: OURS, options: traced, delivers: true },
  { title: "errors only, @sentry/node", sdk: THEIRS },
  { title: "tracing at rate 1, @sentry/node", sdk: THEIRS, options: traced },
  { title: "tracing at rate 1, delivered, @sentry/node", sdk: THEIRS, options: traced, delivers: true },
];
const CAPTURES: readonly Variant[] = [
  { title: "create an error, bare", sdk: "none" },
  { title: "captureException, @vedette/node", sdk: OURS },
  { title: "captureException without source context, @vedette/node", sdk: OURS, options: { includeSourceContext: false } },
  { title: "captureException, @sentry/node", sdk: THEIRS },
];

async function report(program: Program, name: string, variants: readonly Variant[], effort: Effort): Promise<void> {
  const titled = variants.map((variant) => ({ ...variant, title: name === "" ? variant.title : `${name}, ${variant.title}` }));
  const [bare, ...others] = titled.filter(({ sdk, title }) => sdk === "none" || ONLY.test(title));
  if (!bare || others.length === 0) return;
  const [base = [], ...results] = await measure(program, [bare, ...others], effort);
  console.log(`| ${bare.title} | ${quantile(base, 0.5).toFixed(0)} | | 1.00x |`);
  for (const [index, { title }] of others.entries()) {
    const slices = results[index] ?? [];
    const times = ratios(slices, base);
    const added = slices.map((value, turn) => value - (base[turn] ?? Number.NaN));
    const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(times, part).toFixed(2));
    console.log(`| ${title} | ${quantile(slices, 0.5).toFixed(0)} | ${quantile(added, 0.5).toFixed(0)} | ${middle}x (${low} to ${high}) |`);
  }
}

console.log(`| measure (Node ${process.versions.node}, ${SLICES} turns) | CPU µs | added | to the bare program: median (middle half) |\n|---|---|---|---|`);
await report("capture", "", CAPTURES, EFFORT.capture);
for (const program of Object.keys(FRAMEWORKS).filter(isFramework)) await report(program, FRAMEWORKS[program], REQUESTS, EFFORT.requests);
