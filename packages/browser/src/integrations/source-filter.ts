import type { Event, Integration } from "@vedette/core";
import type { BrowserOptions } from "../boot/options.ts";

/** What browsers report without anybody being able to do something about it. */
export const NOISE = /^(\w+: )?((Uncaught )?Script error\.?$|ResizeObserver loop (completed with undelivered notifications|limit exceeded))/;

type Filters = Pick<BrowserOptions, "allowUrls" | "denyUrls" | "ignoreBrowserNoise">;

/** Drops errors by the script they come from, and noise. */
export function sourceFilterIntegration(options: BrowserOptions): Integration {
  return { name: "SourceFilter", processEvent: (event) => (isUnwanted(event, options) ? null : event) };
}

function isUnwanted(event: Event, { allowUrls = [], denyUrls = [], ignoreBrowserNoise = true }: Filters): boolean {
  const text = event.exception?.values.at(-1)?.value ?? event.message;
  if (ignoreBrowserNoise && typeof text === "string" && NOISE.test(text)) return true;
  const url = sourceOf(event);
  if (!url) return false;
  const matches = (pattern: string | RegExp): boolean => (typeof pattern === "string" ? url.includes(pattern) : url.search(pattern) >= 0);
  return denyUrls.some(matches) || (allowUrls.length > 0 && !allowUrls.some(matches));
}

/** The script of the newest frame that is in one. */
const sourceOf = ({ exception }: Event): string | undefined =>
  exception?.values.at(-1)?.stacktrace?.frames.findLast(({ filename }) => filename && !/^(<anonymous>|\[native code\]|native)$/.test(filename))?.filename;
