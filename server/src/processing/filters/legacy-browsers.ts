import { legacyBrowsers, type BrowserRange } from "../../project-settings/filter-options.ts";
import { parseUserAgent } from "../user-agent/parse-user-agent.ts";
import type { MakeFilter } from "./filter-reason.ts";

/** Browsers up to the versions that the project has chosen. */
export const legacyBrowserFilter: MakeFilter = ({ legacyBrowsers: chosen }) => {
  if (chosen.length === 0) return undefined;
  const ranges: readonly BrowserRange[] = chosen.map((name) => legacyBrowsers[name]);
  return ({ userAgent }) => {
    const browser = userAgent === undefined ? undefined : parseUserAgent(userAgent).browser;
    if (browser?.version === undefined) return false;
    const major = Number.parseInt(browser.version, 10);
    const family = browser.name === "IE Mobile" ? "IE" : browser.name;
    return ranges.some((range) => range.family === family && major >= (range.from ?? 0) && major < range.below);
  };
};
