import path from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const SOURCE = path.join(import.meta.dirname, "../src");

/** Bytes of what a page loads that imports these names, as a bundler for production makes it. */
async function gzipBytes(entries: Readonly<Record<string, string>>): Promise<number> {
  const program = Object.entries(entries).map(([file, names]) => `export { ${names} } from ${JSON.stringify(path.join(SOURCE, file))};`).join("\n"); // prettier-ignore
  const build = await rolldown({
    input: "page",
    platform: "browser",
    plugins: [{ name: "page", resolveId: (id) => (id === "page" ? "\0page" : undefined), load: (id) => (id === "\0page" ? program : undefined) }],
    resolve: { conditionNames: ["@vedette/source", "import", "default"] },
    transform: { target: "es2022" },
    logLevel: "warn",
  });
  const { output } = await build.generate({ format: "esm", minify: true, comments: { annotation: false, legal: true } });
  await build.close();
  return gzipSync(output[0].code, { level: 9 }).length;
}

/** kB of 1000 bytes. What breaks this has either to earn its place or to move to an entry of its own. */
test.each([
  ["errors only", 7, { "errors.ts": "init, captureException" }],
  ["everything `init` starts", 16.8, { "index.ts": "init, captureException" }],
  [
    "with feedback, events and the dialog",
    18,
    { "index.ts": "init, captureException, captureMessage, captureEvent, captureFeedback, showReportDialog, withScope" },
  ],
  ["with the offline spool", 18.8, { "index.ts": "init, captureException", "offline.ts": "offlineSpool" }],
  ["with tracing", 27.3, { "index.ts": "init, captureException", "tracing.ts": "browserTracingIntegration" }],
] as const)("%s: at most %d kB gzip", async (_name, limit, entries) => {
  const bytes = await gzipBytes(entries);
  expect(bytes, `${bytes} bytes`).toBeLessThanOrEqual(limit * 1000);
});
