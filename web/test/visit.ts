import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { type Server, startServer } from "../../server/test/harness.ts";
import { textAt } from "../../server/test/json-path.ts";
import { chromiumFlags, chromiumPath } from "../../tools/chromium.ts";

/** What a reader's browser is: a window of some size in one of the themes. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly theme: "light" | "dark";
}

export const wide: Look = { width: 1440, height: 900, theme: "light" };

export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("no Chromium on this machine; node tools/ensure-chromium.ts tells what to do");
  return chromium.launch({ executablePath, args: [...chromiumFlags] });
}

/** A page that notes everything the browser complains about, Content-Security-Policy included. */
export async function openPage(browser: Browser, look: Look, session?: Session): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, colorScheme: look.theme, reducedMotion: "reduce" });
  if (session !== undefined) await context.addCookies(session);
  // A machine that does much else at the same time is slow, not broken.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}

export type Session = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** The one-time link that a fresh server prints. */
export function signInLink(server: Server): string {
  const link = /http\S+#link=\S+/u.exec(server.log())?.[0];
  if (link === undefined) throw new Error(`no sign-in link in:\n${server.log()}`);
  return link;
}

interface FreshServer {
  readonly server: Server;
  readonly browser: Browser;
  /** Of the owner, who followed the link. */
  readonly session: Session;
  /** Of the project that is there from the start. */
  readonly dsn: string;
}

/**
 * A server and a browser for all tests of a file, with the first user signed in; `prepare` sends or makes what the tests need, and
 * gets a page to ask the API with. What is answered can be read within tests.
 */
export function freshServer(prepare: (first: FreshServer & { readonly page: Page }) => Promise<void>): FreshServer {
  let started: FreshServer | undefined;
  const open: AsyncDisposable[] = [];
  beforeAll(async () => {
    const server = await startServer();
    open.push(server);
    const browser = await openBrowser();
    open.push(browser);
    const { page } = await openPage(browser, wide);
    await page.goto(signInLink(server));
    await page.getByRole("heading", { name: "Welcome to Vedette" }).waitFor();
    const keys: unknown = await (await page.request.get(`${server.url}/api/0/projects/default/default/keys/`)).json();
    started = { server, browser, session: await page.context().cookies(), dsn: textAt(keys, 0, "dsn", "public") };
    await prepare({ ...started, page });
    await page.context().close();
  });
  afterAll(async () => {
    for (const each of open.toReversed()) await each[Symbol.asyncDispose]();
  });
  const ready = (): FreshServer => {
    if (started === undefined) throw new Error("The server is there from the first test on.");
    return started;
  };
  return {
    get server() {
      return ready().server;
    },
    get browser() {
      return ready().browser;
    },
    get session() {
      return ready().session;
    },
    get dsn() {
      return ready().dsn;
    },
  };
}
