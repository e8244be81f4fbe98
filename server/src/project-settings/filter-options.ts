/** Which browsers count as too old, each with the last major version that does (`protocol.md` §13). */
export const legacyBrowsers = {
  ie: { family: "IE", below: 12 },
  edge: { family: "Edge", below: 19 },
  safari: { family: "Safari", below: 12 },
  firefox: { family: "Firefox", below: 67 },
  chrome: { family: "Chrome", below: 63 },
  opera: { family: "Opera", below: 51 },
  android: { family: "Android", below: 4 },
  opera_mini: { family: "Opera Mini", below: 35 },
  ie_pre_9: { family: "IE", below: 9 },
  ie9: { family: "IE", from: 9, below: 10 },
  ie10: { family: "IE", from: 10, below: 11 },
  ie11: { family: "IE", from: 11, below: 12 },
  safari_pre_6: { family: "Safari", below: 6 },
  opera_pre_15: { family: "Opera", below: 15 },
  opera_mini_pre_8: { family: "Opera Mini", below: 8 },
  android_pre_4: { family: "Android", below: 4 },
  edge_pre_79: { family: "Edge", below: 79 },
} as const satisfies Record<string, BrowserRange>;

/** Versions `from` (default 0) up to but without `below`. */
export interface BrowserRange {
  readonly family: string;
  readonly from?: number;
  readonly below: number;
}

export type BrowserFilter = keyof typeof legacyBrowsers;

/** What the filter means when it is only switched on, as older clients do. */
export const defaultLegacyBrowsers: readonly BrowserFilter[] = ["ie_pre_9", "ie9", "safari_pre_6", "opera_pre_15", "opera_mini_pre_8", "android_pre_4"];

export function isLegacyBrowser(name: string): name is BrowserFilter {
  return Object.hasOwn(legacyBrowsers, name);
}

/** A project's inbound filters; absent means the default. */
export interface FilterOptions {
  readonly browserExtensions?: boolean;
  readonly legacyBrowsers?: readonly BrowserFilter[];
  readonly localhost?: boolean;
  readonly webCrawlers?: boolean;
  readonly healthChecks?: boolean;
  readonly hydrationErrors?: boolean;
  readonly chunkLoadErrors?: boolean;
  /** Globs, whatever their case. */
  readonly errorMessages?: readonly string[];
  /** Globs. */
  readonly releases?: readonly string[];
  /** Addresses and CIDR ranges. */
  readonly ipAddresses?: readonly string[];
  /** Sources whose reports of policy violations are left out. */
  readonly cspSources?: readonly string[];
  /** Also those that are known to be no fault of a page. */
  readonly cspDefaults?: boolean;
}

export type FilterSettings = Required<FilterOptions>;

export const defaultFilters: FilterSettings = {
  browserExtensions: false,
  legacyBrowsers: [],
  localhost: false,
  webCrawlers: false,
  healthChecks: true,
  hydrationErrors: true,
  chunkLoadErrors: true,
  errorMessages: [],
  releases: [],
  ipAddresses: [],
  cspSources: [],
  cspDefaults: true,
};
