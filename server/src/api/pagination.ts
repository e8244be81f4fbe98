import { z } from "zod";
import { fail } from "./errors.ts";

/** `value:offset:is_prev` (`api.md` §1.2). Opaque to clients. Offset lists keep `value` 0; keyed lists put the sort value first. */
export interface Cursor {
  readonly value: number;
  readonly offset: number;
  /** In the place of the offset: the id that breaks ties of `value`, where ids are text. */
  readonly key?: string;
  readonly isPrevious: boolean;
}

/** The neighbours of a page. `exists` false still prints the relation, with `results="false"`. */
export interface PageLinks {
  readonly previous: { readonly cursor: Cursor; readonly exists: boolean };
  readonly next: { readonly cursor: Cursor; readonly exists: boolean };
  /** Matches in all, for `X-Hits`, and the ceiling it was counted to. */
  readonly hits?: { readonly count: number; readonly upTo: number };
}

const pageLimit = 100;

/** An empty cursor is the first page. */
function parseCursor(text: string): Cursor | undefined {
  if (text === "") return undefined;
  const parts = /^(-?\d{1,16}(?:\.\d{1,9})?):(?:([0-9a-f]{32})|(\d{1,15})):([01])$/.exec(text);
  if (parts === null) throw fail("invalidCursor");
  const [, value, key, offset = "0", isPrevious] = parts;
  return { value: Number(value), offset: Number(offset), ...(key !== undefined && { key }), isPrevious: isPrevious === "1" };
}

const formatCursor = (cursor: Cursor): string => `${cursor.value}:${cursor.key ?? cursor.offset}:${cursor.isPrevious ? 1 : 0}`;

/** Clamps instead of refusing: Grafana asks for 10,000 (`api.md` §1.2). */
const clamped = z
  .string()
  .regex(/^-?\d+$/, "A valid integer is required.")
  .transform((text) => Math.min(Math.max(Number(text), 1), pageLimit));

/** Query parameters of every paginated list, to spread into its query schema. */
export const pageQuery = {
  cursor: z.string().transform(parseCursor).optional().meta({ description: "Where the page starts; from the Link header of the page before." }),
  per_page: clamped.optional().meta({ description: `Rows in a page, at most ${pageLimit}.` }),
  limit: clamped.optional().meta({ description: "The same as per_page, as issue lists call it." }),
};

interface PageQuery {
  readonly cursor?: Cursor | undefined;
  readonly per_page?: number | undefined;
  readonly limit?: number | undefined;
}

export const pageSize = (query: PageQuery): number => query.per_page ?? query.limit ?? pageLimit;

/** The rows to ask a store for: one more than the page, to know whether there is a next one. */
export const pageWindow = (query: PageQuery): { readonly offset: number; readonly limit: number } => ({
  offset: query.cursor?.offset ?? 0,
  limit: pageSize(query) + 1,
});

/** Cuts what `pageWindow` fetched into the page and its links. */
export function pageOfWindow<T>(query: PageQuery, fetched: readonly T[]): { readonly rows: readonly T[]; readonly page: PageLinks } {
  const size = pageSize(query);
  const offset = query.cursor?.offset ?? 0;
  return {
    rows: fetched.slice(0, size),
    page: {
      previous: { cursor: { value: 0, offset: Math.max(offset - size, 0), isPrevious: true }, exists: offset > 0 },
      next: { cursor: { value: 0, offset: offset + size, isPrevious: false }, exists: fetched.length > size },
    },
  };
}

/** A page of a list that is at hand as a whole. */
export function pageOfAll<T>(query: PageQuery, all: readonly T[]): { readonly rows: readonly T[]; readonly page: PageLinks } {
  const { offset, limit } = pageWindow(query);
  return pageOfWindow(query, all.slice(offset, offset + limit));
}

/** The Link header: always both relations, absolute, every other query parameter kept. */
export function linkHeader(url: string, search: URLSearchParams, page: PageLinks): string {
  const kept = new URLSearchParams(search);
  kept.delete("cursor");
  const relation = (name: "previous" | "next"): string => {
    const cursor = formatCursor(page[name].cursor);
    return `<${url}?${kept.toString()}&cursor=${cursor}>; rel="${name}"; results="${page[name].exists}"; cursor="${cursor}"`;
  };
  return `${relation("previous")}, ${relation("next")}`;
}
