import { type Page, createClient } from "@vedette/api-client";

/** The one client of the pages: this origin, with the session's cookie. */
export const api = createClient();

/** More than a page picker can show anyway. */
const mostPages = 20;

/** All rows of a short list, page after page. */
export async function allRows<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await read(cursor);
    rows.push(...page.rows);
    if (page.next === null) break;
    cursor = page.next;
  }
  return rows;
}

/** Addresses that the browser itself follows: downloads and the live stream. */
export function apiUrl(...segments: readonly string[]): string {
  return `/api/0/${segments.map((segment) => encodeURIComponent(segment)).join("/")}/`;
}
