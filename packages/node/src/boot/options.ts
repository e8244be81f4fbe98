import { dirname } from "node:path";
import { os } from "./built-in.ts";

import { CORE_RULES, count, flag, object, patterns, text, validateOptions, type CoreOptions, type OptionRules } from "@vedette/core";
import { isProxyAddress, type ConnectionOptions } from "../transport/proxy.ts";
import { detectRelease } from "./release.ts";

/** Options of `init` in Node. */
export interface NodeOptions extends CoreOptions {
  /** Milliseconds that an ending process waits for what is not delivered yet. Default 2000; 0 does not wait. */
  shutdownTimeout?: number | undefined;
  /** Source lines around in-app frames. Default true. */
  includeSourceContext?: boolean | undefined;
  /** Reads `package.json` of the application for the list of modules. Default true. */
  includeModules?: boolean | undefined;
  /**
   * Keeps what could not be delivered in this folder and sends it later, also after a restart. Several processes may share it. Above
   * `maxBytes` (default 20 MB) the oldest goes. Off by default.
   */
  spool?: { readonly folder: string; readonly maxBytes?: number | undefined } | undefined;
  /**
   * Address of the proxy that leads to the server, `http://user:password@proxy:3128`. By default what `https_proxy`, `http_proxy` and `no_proxy`
   * say. Not for an `httpClient` of the application.
   */
  proxy?: string | undefined;
  /** Certificates of authorities in PEM that the server may be certified by, beside those that Node knows. */
  caCerts?: ConnectionOptions["caCerts"];
  /** Incoming requests that get neither transaction nor session: strings match the start of the path. */
  ignoreIncomingRequests?: readonly (string | RegExp)[] | undefined;
  /** No transactions for files that a page is made of (images, styles, scripts, fonts, `robots.txt`). Default true. */
  ignoreStaticAssets?: boolean | undefined;
}

const isPem = (value: unknown): boolean => value instanceof Uint8Array || (typeof value === "string" && value.includes("-----BEGIN"));

const NODE_RULES: OptionRules<NodeOptions> = {
  ...CORE_RULES,
  shutdownTimeout: count,
  includeSourceContext: flag,
  includeModules: flag,
  spool: object(
    "an object with folder and maxBytes (optional) is needed",
    { folder: text, maxBytes: count },
    ({ folder }) => folder !== undefined && folder !== "",
  ),
  proxy: { allowed: "an address such as http://proxy:3128 is needed", test: isProxyAddress },
  caCerts: { allowed: "PEM as a string or as bytes, or an array of them is needed", test: (value) => (Array.isArray(value) ? value : [value]).every(isPem) },
  ignoreIncomingRequests: patterns,
  ignoreStaticAssets: flag,
};

export interface ResolvedOptions {
  readonly options: NodeOptions;
  /** About names that are no options. */
  readonly warnings: readonly string[];
}

/** Checks the options and adds what environment variables and files say. Throws `InvalidOptionError`. */
export function resolveOptions(given: NodeOptions, environment: NodeJS.ProcessEnv = process.env): ResolvedOptions {
  const warnings = validateOptions(given, NODE_RULES);
  const dsn = given.dsn ?? environment["SENTRY_DSN"];
  if (!dsn) return { options: { ...given, dsn: undefined }, warnings };
  const rate = given.tracesSampleRate ?? rateFrom(environment["SENTRY_TRACES_SAMPLE_RATE"], warnings);
  const options: NodeOptions = {
    ...given,
    dsn,
    ...(rate === undefined ? {} : { tracesSampleRate: rate }),
    environment: given.environment ?? (environment["SENTRY_ENVIRONMENT"] || "production"),
    release: given.release ?? detectRelease(environment, mainFolder()),
    serverName: given.serverName ?? (environment["SENTRY_NAME"] || os().hostname()),
    debug: given.debug ?? /^(1|true|yes|on)$/i.test(environment["SENTRY_DEBUG"] ?? ""),
  };
  return { options, warnings };
}

function rateFrom(text: string | undefined, warnings: string[]): number | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const rate = Number(text);
  if (rate >= 0 && rate <= 1) return rate;
  warnings.push(`SENTRY_TRACES_SAMPLE_RATE is ${text}; a number from 0 to 1 is needed`);
  return undefined;
}

/** Where the program lives: the script it was started with, else the working directory. */
export const mainFolder = (): string => (process.argv[1] ? dirname(process.argv[1]) : process.cwd());
