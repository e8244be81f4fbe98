import type { Event, RequestData } from "../event/event.ts";

/** Looks at one part of a request before it leaves; what it returns is sent in its place, undefined leaves it out. */
export interface RequestScrub {
  url?: ((url: string) => string | undefined) | undefined;
  query?: ((query: string) => string | undefined) | undefined;
  headers?: ((headers: Record<string, string>) => Record<string, string> | undefined) | undefined;
  cookies?: ((cookies: Record<string, string>) => Record<string, string> | undefined) | undefined;
  body?: ((body: unknown) => unknown) | undefined;
}

/** After hooks and processors, which may have added to the request, and before the rules by key, which hold in any case. */
export function scrubRequest(event: Event, scrub: RequestScrub): Event {
  if (!event.request) return event;
  const { url, query_string, headers, cookies, data, ...rest } = event.request;
  const request: RequestData = {
    ...rest,
    url: apply(scrub.url, url),
    query_string: apply(scrub.query, query_string),
    headers: apply(scrub.headers, headers),
    cookies: apply(scrub.cookies, cookies),
    data: apply(scrub.body, data),
  };
  return { ...event, request };
}

const apply = <T>(change: ((part: T) => T | undefined) | undefined, part: T | undefined): T | undefined =>
  change === undefined || part === undefined ? part : change(part);
