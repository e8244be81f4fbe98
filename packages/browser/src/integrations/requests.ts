import { here } from "./here.ts";
import { patch, quietly, together } from "./patch.ts";

type FetchArguments = Parameters<typeof fetch>;

export interface PageRequest {
  readonly kind: "fetch" | "xhr";
  readonly method: string;
  /** As the page wrote it. */
  readonly url: string;
  /** What `fetch` was called with, to be changed, or the request that was opened and is not sent yet. */
  readonly given: FetchArguments | XMLHttpRequest;
}

interface WatchedRequest {
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
let unpatch: (() => void) | undefined;

/** Tells about every request of the page. One wrapper around `fetch` and XMLHttpRequest however many watch. */
export function watchRequests(watcher: Watcher): () => void {
  if (watchers.size === 0) unpatch = together([watchFetch(), ...watchXhr()]);
  watchers.add(watcher);
  return () => {
    if (watchers.delete(watcher) && watchers.size === 0) unpatch?.();
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

const factsOf = (input: FetchArguments[0]): Partial<Pick<Request, "method">> & Pick<Request, "url"> =>
  typeof input === "string" ? { url: input } : "href" in input ? { url: input.href } : input;

const watchFetch = (): (() => void) =>
  patch(
    globalThis,
    "fetch",
    (original) =>
      function (...args: FetchArguments) {
        let begun: WatchedRequest[] = [];
        quietly(() => {
          const [input, init] = args;
          const { url, method = "GET" } = factsOf(input);
          begun = begin({ kind: "fetch", method: (init?.method ?? method).toUpperCase(), url, given: args });
        });
        // What pages put in its place may answer anything.
        const answer: Promise<Response> | undefined = original.apply(globalThis, args);
        // The page gets the derived promise: a handler on the other one would hide rejections that nobody handles.
        const told = answer?.then?.(
          (response) => {
            finish(begun, response.status);
            return response;
          },
          (error: unknown) => {
            finish(begun, undefined, error);
            throw error;
          },
        );
        return told ?? answer;
      },
  );

function watchXhr(): (() => void)[] {
  const { XMLHttpRequest: Xhr } = here;
  if (!Xhr) return [];
  const opened = new WeakMap<XMLHttpRequest, { readonly method: string; readonly url: string }>();
  const { prototype } = Xhr;
  return [
    patch(
      prototype,
      "open",
      (original) =>
        function (this: XMLHttpRequest, method: string, url: string | URL, ...rest: [boolean?, (string | null)?, (string | null)?]) {
          quietly(() => opened.set(this, { method: method.toUpperCase(), url: String(url) }));
          // The number of arguments matters: `async` given as undefined is a synchronous request.
          Reflect.apply(original, this, [method, url, ...rest]);
        },
    ),
    patch(
      prototype,
      "send",
      (original) =>
        function (this: XMLHttpRequest, ...args: Parameters<XMLHttpRequest["send"]>) {
          quietly(() => {
            const request = opened.get(this);
            const begun = request ? begin({ kind: "xhr", ...request, given: this }) : [];
            if (begun.length === 0) return;
            // Before `load`: an error in the page's own listener has this request among its breadcrumbs.
            const onChange = (): void => {
              if (this.readyState !== Xhr.DONE) return;
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
