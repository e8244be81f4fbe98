import type { Release } from "../model.ts";

export interface ReleaseReads {
  releases(
    organizationId: number,
    query: {
      readonly projectIds: readonly number[];
      readonly text?: string;
      /** Only these. */
      readonly versions?: readonly string[];
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<readonly Release[]>;
  release(organizationId: number, version: string): Promise<Release | undefined>;
}
