import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { chromium, type Browser, type LaunchOptions, type Page } from "playwright-core";
import { rolldown } from "rolldown";
import { startFakeIngest, type FakeIngest, type ReceivedEnvelope } from "@vedette/testing";
import { chromiumFlags, chromiumPath } from "../../../tools/chromium.ts";

/** A page that uses the SDK, in a real browser, with a server behind it that answers its requests. */
export interface Shop extends AsyncDisposable {
  readonly url: string;
  readonly browser: Browser;
  /** Another script of its server, by its path. */
  serve(path: string, script: string): void;
  /** Opens the page, waits until its scenario is done, leaves it, and returns what arrived. */
  visit(scenario: string, options?: VisitOptions): Promise<Visit>;
}

export interface VisitOptions {
  /** Head of the document. */
  readonly head?: string;
  readonly ingest?: FakeIngest;
  readonly dsn?: string;
  /** Runs while the page is open and done. */
  readonly also?: (page: Page, ingest: FakeIngest) => Promise<void>;
  /** What must have arrived before the browser is closed: a page may send more as it goes away. */
  readonly until?: (envelopes: readonly ReceivedEnvelope[]) => boolean;
}

export interface Visit {
  readonly envelopes: readonly ReceivedEnvelope[];
  /** Errors that the page itself saw. */
  readonly pageErrors: readonly string[];
}

const HTML = (head: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Storefront</title>${head}</head><body>
<h1>Storefront</h1>
<form id="order"><label>Name <input id="name" name="name"></label> <label>Card <input id="card" type="password"></label></form>
<button id="pay" class="primary btn" data-testid="pay">Pay now</button> <button id="break">Break</button><div id="root"></div>
<script type="module" src="/assets/page.js"></script></body></html>`;

export interface OpenPage {
  readonly page: Page;
  readonly ingest: FakeIngest;
  /** Errors that the page itself saw. */
  readonly errors: readonly string[];
}

/** Milliseconds. A machine that does much else at the same time is slow, not broken. */
const PATIENCE = 60_000;

async function patientIngest(): Promise<FakeIngest> {
  const ingest = await startFakeIngest();
  return { ...ingest, waitFor: (condition, timeout = PATIENCE) => ingest.waitFor(condition, timeout) };
}

/** A page with the SDK loaded as `SDK` but not started; the test runs code in it. */
export async function inPage(shop: Shop, use: (open: OpenPage) => Promise<void>): Promise<void> {
  const ingest = await patientIngest();
  const context = await shop.browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await context.addInitScript((conf) => Reflect.set(globalThis, "__conf", conf), { dsn: ingest.dsn, tunnel: `${ingest.url}/tunnel` });
  await enter(shop, page);
  try {
    await use({ page, ingest, errors });
  } finally {
    await context.close();
    await ingest.stop();
  }
}

/** Loads the page, also again and in another tab. */
export async function enter(shop: Shop, page: Page): Promise<void> {
  await page.goto(`${shop.url}/shop?s=none`);
  await page.waitForFunction("window.__done");
}

/** What bundler plugins put in front of a script so that its debug id is found by its stack (`protocol.md` §9.4). */
const DEBUG_ID = `(()=>{const stack=new Error().stack;stack&&((globalThis._sentryDebugIds??={})[stack]="083b04c5-99e0-5042-b780-69ea1a097fc7")})();`;

/** The program of a page, with the SDK in it, as an application's bundler makes it. */
export async function bundlePage(entry: string): Promise<string> {
  const build = await rolldown({
    input: path.resolve(import.meta.dirname, "pages", entry),
    platform: "browser",
    resolve: { conditionNames: ["@vedette/source", "import", "default"] },
    transform: { target: "es2022", jsx: { runtime: "automatic" }, define: { "process.env.NODE_ENV": '"production"' } },
    logLevel: "warn",
  });
  const { output } = await build.generate({
    format: "esm",
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: false,
  });
  await build.close();
  return DEBUG_ID + output[0].code;
}

export async function openShop(entry = "shop.ts", launch: LaunchOptions = {}): Promise<Shop> {
  const scripts = new Map([["/assets/page.js", await bundlePage(entry)]]);
  let head = "";
  const server = createServer((request, response) => answer(request, response, scripts, head));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  const url = `http://127.0.0.1:${address.port}`;
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("no Chromium found; set CHROMIUM");
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags], ...launch });
  return {
    url,
    browser,
    serve: (path, script) => void scripts.set(path, script),
    async visit(scenario, options = {}) {
      head = options.head ?? "";
      const ingest = options.ingest ?? (await patientIngest());
      const page = await browser.newPage({ locale: "en-GB" });
      page.setDefaultTimeout(PATIENCE);
      const pageErrors: string[] = [];
      page.on("pageerror", (error) => pageErrors.push(error.message));
      await page.exposeFunction("__click", (selector: string) => page.click(selector));
      await page.exposeFunction("__type", (selector: string, text: string) => page.type(selector, text));
      await page.addInitScript((conf) => Reflect.set(globalThis, "__conf", conf), { dsn: options.dsn ?? ingest.dsn, tunnel: `${ingest.url}/tunnel` });
      await page.goto(`${url}/shop?s=${scenario}`);
      await page.waitForFunction("window.__done");
      const failed = await page.evaluate("window.__failed");
      if (failed !== undefined) throw new Error(`the page failed: ${JSON.stringify(failed)}`);
      await options.also?.(page, ingest);
      await page.goto("about:blank");
      // Without it the test tells better what is missing.
      if (options.until) await ingest.waitFor(options.until).catch(() => undefined);
      await page.close();
      if (options.ingest === undefined) await ingest.stop();
      return { envelopes: [...ingest.envelopes], pageErrors };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, scripts: ReadonlyMap<string, string>, head: string): void {
  const { pathname } = new URL(request.url ?? "/", "http://shop");
  const script = scripts.get(pathname);
  if (script !== undefined) response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
  else if (pathname.startsWith("/api/")) {
    response.writeHead(pathname === "/api/fail" ? 500 : 200, { "content-type": "application/json" }).end(JSON.stringify(request.headers));
  } else if (pathname === "/favicon.ico") response.writeHead(404).end();
  else response.setHeader("content-type", "text/html; charset=utf-8").end(HTML(head));
}
