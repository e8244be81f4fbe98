import type { Event, Integration } from "@vedette/core";
import type { BrowserOptions } from "../boot/options.ts";

/** What browsers report without anybody being able to do something about it. */
const NOISE = /^(Uncaught )?Script error\.?$|^ResizeObserver loop (completed with undelivered notifications|limit exceeded)/;

/** Drops errors by the script they come from, and noise. */
export function sourceFilterIntegration({ allowUrls = [], denyUrls = [], ignoreBrowserNoise = true }: BrowserOptions): Integration {
  const matches = (patterns: readonly (string | RegExp)[], url: string): boolean =>
    patterns.some((pattern) => (typeof pattern === "string" ? url.includes(pattern) : url.search(pattern) >= 0));
  return {
    name: "SourceFilter",
    processEvent(event) {
      if (ignoreBrowserNoise && NOISE.test(event.exception?.values.at(-1)?.value ?? event.message ?? "")) return null;
      const url = sourceOf(event);
      if (!url) return event;
      return matches(denyUrls, url) || (allowUrls.length > 0 && !matches(allowUrls, url)) ? null : event;
    },
  };
}

/** The script of the newest frame that is in one. */
const sourceOf = ({ exception }: Event): string | undefined =>
  exception?.values.at(-1)?.stacktrace?.frames.findLast(({ filename }) => filename && !/^(<anonymous>|\[native code\]|native)$/.test(filename))?.filename;
