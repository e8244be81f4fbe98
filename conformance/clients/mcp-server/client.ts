import path from "node:path";
import { cleanEnvironment, run } from "../../../server/test/harness.ts";
import { listAt, parse, pick } from "../../../server/test/json-path.ts";
import type { Client } from "../../client.ts";
import { succeeded } from "../../ecosystem.ts";
import { tasks } from "./tasks.ts";

/** `command([tool, arguments as JSON])` is one conversation: the answer's text on stdout, exit 1 when the tool reports an error. */
export const mcpServer = {
  name: "@sentry/mcp-server",
  versions: ["0.39.0"],
  tasks,
  async prepare(version, work) {
    const install = ["install", "--prefix", work, "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", `@sentry/mcp-server@${version}`];
    succeeded("npm install", await run("npm", install, { timeout: 300_000 }));
    const program = path.join(work, "node_modules/@sentry/mcp-server/dist/index.js");
    return async ([tool = "", input = "{}"], { HOST = "", ...environment }) => {
      const lines = [
        { id: 1, method: "initialize", params: { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "conformance", version: "1" } } },
        { method: "notifications/initialized" },
        // All tools but the most used ones are reached through this one.
        { id: 2, method: "tools/call", params: { name: "execute_sentry_tool", arguments: { name: tool, arguments: parse(input) } } },
      ];
      // An empty DSN: it reports on itself to nobody.
      const { stdout, stderr } = await run(process.execPath, [program, `--host=${HOST}`, "--insecure-http", "--sentry-dsn="], {
        env: cleanEnvironment(environment),
        input: lines.map((line) => `${JSON.stringify({ jsonrpc: "2.0", ...line })}\n`).join(""),
      });
      const answers = stdout
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map(parse);
      const result = pick(
        answers.find((answer) => pick(answer, "id") === 2),
        "result",
      );
      if (result === undefined) return { code: 1, stdout, stderr };
      const text = listAt(result, "content").map((part) => String(pick(part, "text")));
      return { code: pick(result, "isError") === true ? 1 : 0, stdout: text.join("\n"), stderr };
    };
  },
} as const satisfies Client;
