import type { Ecosystem } from "./ecosystem.ts";
import { go } from "./sdks/go/ecosystem.ts";
import { node } from "./sdks/node/ecosystem.ts";
import { python } from "./sdks/python/ecosystem.ts";
import { ruby } from "./sdks/ruby/ecosystem.ts";

/** A new SDK is a folder under `sdks/` and a line here. */
export const ecosystems = {
  python,
  go,
  ruby,
  "node-7": node("7.120.4"),
  "node-8": node("8.55.2"),
  "node-9": node("9.47.2"),
  "node-10": node("10.78.0"),
  "node-11": node("11.12.0"),
} as const satisfies Record<string, Ecosystem>;

export type EcosystemName = keyof typeof ecosystems;
