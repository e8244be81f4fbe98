import { patch, quietly } from "./patch.ts";

export interface PageRequest {
  readonly kind: "fetch" | "xhr";
  readonly method: string;
  /** As the page wrote it. */
  readonly url: string;
  /** What the page put there already. */
  readonly header: (name: string) => string | undefined;
}

interface WatchedRequest {
  /** To be added to the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Undefined: there was no answer, `error` as `fetch` had it. 0: there was one that the page may not look at (`no-cors`). */
  end(status: number | undefined, error?: unknown): void;
}

let ownUrl = "";

/** Requests of the SDK itself are not watched, whichever HTTP client makes them. */
export function neverWatch(url: string): void {
  ownUrl = url;
}

type Watcher = (request: PageRequest) => WatchedRequest | undefined;

const watchers = new Set<Watcher>();
let unpatch: (() => void)[] = [];

/** Tells about every request of the page. One wrapper around `fetch` and XMLHttpRequest however many watch. */
export function watchRequests(watcher: Watcher): () => void {
  if (watchers.size === 0) unpatch = [...watchFetch(), ...watchXhr()];
  watchers.add(watcher);
  return () => {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    for (const stop of unpatch) stop();
  };
}

function begin(request: PageRequest): WatchedRequest[] {
  const begun: WatchedRequest[] = [];
  if (ownUrl && request.url.startsWith(ownUrl)) return begun;
  for (const watcher of watchers)
    quietly(() => {
      const watched = watcher(request);
      if (watched) begun.push(watched);
    });
  return begun;
}

const finish = (begun: readonly WatchedRequest[], status?: number, error?: unknown): void => {
  for (const watched of begun) quietly(() => watched.end(status, error));
};
const headersOf = (begun: readonly WatchedRequest[]): [string, string][] => begun.flatMap(({ headers = {} }) => Object.entries(headers));

function watchFetch(): (() => void)[] {
  return [
    patch(
      globalThis,
      "fetch",
      (original) =>
        function (input: RequestInfo | URL, init?: RequestInit) {
          let begun: WatchedRequest[] = [];
          let changed = init;
          quietly(() => {
            const request = input instanceof Request ? input : undefined;
            const given = init?.headers ?? request?.headers;
            begun = begin({
              kind: "fetch",
              method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
              url: input instanceof Request ? input.url : input instanceof URL ? input.href : input,
              header: (name) => new Headers(given).get(name) ?? undefined,
            });
            const added = headersOf(begun);
            if (added.length === 0) return;
            const headers = new Headers(given);
            for (const [name, value] of added) headers.set(name, value);
            changed = { ...init, headers };
          });
          const answer = original.call(globalThis, input, changed);
          if (begun.length === 0) return answer;
          // The page gets the derived promise: a handler on the other one would hide rejections that nobody handles.
          return answer.then(
            (response) => {
              finish(begun, response.status);
              return response;
            },
            (error: unknown) => {
              finish(begun, undefined, error);
              throw error;
            },
          );
        },
    ),
  ];
}

interface Opened {
  readonly method: string;
  readonly url: string;
  readonly headers: Map<string, string>;
}

function watchXhr(): (() => void)[] {
  const opened = new WeakMap<XMLHttpRequest, Opened>();
  const { prototype } = XMLHttpRequest;
  return [
    patch(
      prototype,
      "open",
      (original) =>
        function (this: XMLHttpRequest, method: string, url: string | URL, ...rest: [boolean?, (string | null)?, (string | null)?]) {
          quietly(() => opened.set(this, { method: method.toUpperCase(), url: url instanceof URL ? url.href : url, headers: new Map() }));
          // The number of arguments matters: `async` given as undefined is a synchronous request.
          Reflect.apply(original, this, [method, url, ...rest]);
        },
    ),
    patch(
      prototype,
      "setRequestHeader",
      (original) =>
        function (this: XMLHttpRequest, name: string, value: string) {
          quietly(() => opened.get(this)?.headers.set(name.toLowerCase(), value));
          original.call(this, name, value);
        },
    ),
    patch(
      prototype,
      "send",
      (original) =>
        function (this: XMLHttpRequest, ...args: Parameters<XMLHttpRequest["send"]>) {
          quietly(() => {
            const request = opened.get(this);
            if (!request) return;
            const { method, url, headers } = request;
            const begun = begin({ kind: "xhr", method, url, header: (name) => headers.get(name) });
            for (const [name, value] of headersOf(begun)) this.setRequestHeader(name, value);
            if (begun.length === 0) return;
            // Before `load`: an error in the page's own listener has this request among its breadcrumbs.
            const onChange = (): void => {
              if (this.readyState !== XMLHttpRequest.DONE) return;
              this.removeEventListener("readystatechange", onChange);
              finish(begun, this.status || undefined);
            };
            this.addEventListener("readystatechange", onChange);
          });
          original.apply(this, args);
        },
    ),
  ];
}
