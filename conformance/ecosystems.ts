import type { Ecosystem } from "./ecosystem.ts";
import { go } from "./sdks/go/ecosystem.ts";
import { python } from "./sdks/python/ecosystem.ts";

/** A new SDK is a folder under `sdks/` and a line here. */
export const ecosystems = { python, go } as const satisfies Record<string, Ecosystem>;

export type EcosystemName = keyof typeof ecosystems;
