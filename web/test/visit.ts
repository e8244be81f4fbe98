import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import type { Server } from "../../server/test/harness.ts";
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
