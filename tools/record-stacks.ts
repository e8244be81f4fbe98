import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromiumFlags, chromiumPath } from "./chromium.ts";

/**
 * Records the stacks that browsers write, for the tests of `@vedette/core`:
 *
 *     node tools/run.mjs tools/record-stacks.ts chromium firefox webkit
 *
 * Needs the browsers (Debian: `chromium`, `firefox-esr`, `webkit2gtk-driver` and `xvfb`). Each opens the page in
 * packages/core/fixtures/stacks, which fails in many ways and posts what it saw. Of the text only the origin is changed,
 * to https://shop.example, because the port is another one each time.
 */
const FOLDER = path.join(import.meta.dirname, "../packages/core/fixtures");
const PAGE = path.join(FOLDER, "stacks");
const TIMEOUT = 60_000;

interface Run extends AsyncDisposable {
  /** Name and version, as it says them itself. */
  readonly engine: string;
}

type Start = (url: string, profile: string) => Run | Promise<Run>;

const BROWSERS: Readonly<Record<string, Start>> = {
  chromium(url, profile) {
    const executable = chromiumPath();
    if (executable === undefined) throw new Error("no Chromium found; set CHROMIUM");
    return running(spawn(executable, ["--headless", ...chromiumFlags, `--user-data-dir=${profile}`, url], { stdio: "ignore" }), executable);
  },
  async firefox(url, profile) {
    const child = spawn("firefox-esr", ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const run = running(child, "firefox-esr");
    await openWithExtension(await remoteAddress(child), `${url}?extension`);
    return run;
  },
  webkit(url) {
    const [browser] = globSync("/usr/lib*/**/webkit*gtk-*/MiniBrowser");
    if (browser === undefined) throw new Error("no MiniBrowser found; install webkit2gtk-driver");
    // Unattended and maybe as root, where its sandbox cannot be made.
    const env = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
    return running(
      spawn("xvfb-run", ["--auto-servernum", browser, "--private", url], { stdio: "ignore", env, detached: true }),
      "xvfb-run",
      "--auto-servernum",
      browser,
    );
  },
};

function running(child: ChildProcess, ...[command = "", ...options]: readonly string[]): Run {
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    engine: execFileSync(command, [...options, "--version"], { encoding: "utf8" }).trim(),
    async [Symbol.asyncDispose]() {
      // A wrapper leads a group of its own.
      if (child.pid !== undefined && child.spawnfile === "xvfb-run") process.kill(-child.pid);
      else child.kill();
      await gone;
    },
  };
}

/** Firefox says where it can be remotely controlled when it is ready. */
function remoteAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stderr?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(text) ?? [];
      if (address !== undefined) resolve(`${address}/session`);
    });
    child.once("close", () => reject(new Error(`Firefox ended: ${text}`)));
  });
}

/** Opens the page with an extension that puts a script into it (WebDriver BiDi). */
async function openWithExtension(address: string, url: string): Promise<void> {
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  let id = 0;
  const command = (method: string, params: object): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      id++;
      socket.addEventListener("message", ({ data }) => {
        const answer: unknown = JSON.parse(String(data));
        const { type, result, message } = record(answer);
        if (type === "success") resolve(record(result));
        else if (type === "error") reject(new Error(`${method}: ${String(message)}`));
      }, { once: true }); // prettier-ignore
      socket.send(JSON.stringify({ id, method, params }));
    });
  await command("session.new", { capabilities: {} });
  await command("webExtension.install", { extensionData: { type: "path", path: path.join(PAGE, "extension") } });
  const { context } = await command("browsingContext.create", { type: "tab" });
  await command("browsingContext.navigate", { context, url });
}

const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? { ...value } : {});

interface Site {
  readonly url: string;
  readonly server: Server;
  readonly recorded: Promise<string>;
}

async function openSite(): Promise<Site> {
  const { promise: recorded, resolve } = Promise.withResolvers<string>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    if (pathname === "/recorded") {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => (text += part));
      request.on("end", () => {
        response.end();
        resolve(text);
      });
      return;
    }
    const name = pathname === "/" ? "page.html" : path.basename(pathname);
    response.setHeader("content-type", name.endsWith(".html") ? "text/html; charset=utf-8" : "text/javascript; charset=utf-8");
    response.end(readFileSync(path.join(PAGE, name)));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, server, recorded };
}

async function recordBrowser(name: string, start: Start): Promise<void> {
  const { url, server, recorded } = await openSite();
  const profile = mkdtempSync(path.join(tmpdir(), "vedette-stacks-"));
  try {
    await using run = await start(`${url}/`, profile);
    const late = new Promise<never>((_resolve, reject) => setTimeout(reject, TIMEOUT, new Error(`${name} recorded nothing within ${TIMEOUT} ms`)).unref());
    const text = await Promise.race([recorded, late]);
    const { userAgent, stacks } = record(JSON.parse(text.replaceAll(url, "https://shop.example")));
    const file = path.join(FOLDER, `stacks-${name}.json`);
    writeFileSync(file, `${JSON.stringify({ engine: run.engine, recordedWith: `tools/record-stacks.ts ${name}`, userAgent, stacks }, null, 2)}\n`);
    console.log(`${Object.keys(record(stacks)).length} stacks of ${run.engine}`);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

for (const name of process.argv.slice(2)) {
  const start = BROWSERS[name];
  if (!start) throw new Error(`there is no ${name}; there are ${Object.keys(BROWSERS).join(", ")}`);
  await recordBrowser(name, start);
}
