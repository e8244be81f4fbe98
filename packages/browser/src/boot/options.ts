import type { CoreOptions } from "@vedette/core";
import type { PageSpool } from "../transport/page-spool.ts";

/** Options of `init` in browsers. */
export interface BrowserOptions extends CoreOptions {
  /** Only errors whose last frame comes from one of these scripts are reported: strings match a part of the URL. */
  allowUrls?: readonly (string | RegExp)[] | undefined;
  /** Errors whose last frame comes from one of these scripts are not reported. */
  denyUrls?: readonly (string | RegExp)[] | undefined;
  /** Adds the noise that browsers make by themselves to `ignoreErrors`. Default true. */
  ignoreBrowserNoise?: boolean | undefined;
  /** Keeps what could not be delivered beyond the life of the page and sends it later: `offlineSpool()` of `@vedette/browser/offline`. Off by default. */
  spool?: PageSpool | undefined;
}
