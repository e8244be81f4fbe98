import { compileIssueSearch, hidesFeedback, tokenizeIssueSearch, type IssueSearch } from "../../query/issue-search.ts";
import { InvalidPeriod, parsePeriod, type Period, type PeriodParameters } from "../../query/period.ts";
import type { IssueFilter } from "../../query/model.ts";
import { SearchError } from "../../query/search-error.ts";
import { searchNames } from "../../issues/search-names.ts";
import { z } from "zod";
import type { Project } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import { fail } from "../errors.ts";

/** Query parameters of everything that has a time range (`api.md` §3.3). */
export const periodQuery = {
  statsPeriod: z.string().optional(),
  start: z.string().optional(),
  end: z.string().optional(),
  statsPeriodStart: z.string().optional(),
  statsPeriodEnd: z.string().optional(),
};

/** What only the language of searches and periods can refuse becomes a 400 that says where. */
export async function refuseBadSearch<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SearchError || error instanceof InvalidPeriod) throw fail("invalidInput", { reason: error.message });
    throw error;
  }
}

export const readPeriod = (query: PeriodParameters, now: number): Promise<Period> => refuseBadSearch(() => parsePeriod(query, now));

interface SearchContext {
  readonly state: StateReader;
  readonly organizationId: number;
  readonly projects: readonly Project[];
  readonly userId: number | null;
  readonly now: number;
}

const withoutFeedback: IssueFilter = { kind: "type", anyOf: ["feedback"], negated: true };

/** A search as lists and bulk changes understand it: what users wrote is not among the errors unless it is asked for (`api.md` §3.2). */
export function readIssueSearch(query: string, { state, now, ...scope }: SearchContext): Promise<IssueSearch> {
  return refuseBadSearch(async () => {
    const tokens = tokenizeIssueSearch(query);
    const search = compileIssueSearch(tokens, await searchNames(state, tokens, scope), now);
    return hidesFeedback(tokens) ? { ...search, issue: [...search.issue, withoutFeedback] } : search;
  });
}
