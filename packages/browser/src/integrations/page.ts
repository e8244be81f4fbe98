import type { DebugImage, Event, Integration } from "@vedette/core";
import { getClient } from "@vedette/core";

/** Which page it was, and which build of its scripts: bundler plugins note the debug ids of their files on `globalThis`. */
export function pageIntegration(): Integration {
  return { name: "Page", processEvent: (event) => ({ ...event, ...requestOf(event), ...debugMeta(event) }) };
}

function requestOf({ request }: Event): Pick<Event, "request"> {
  const headers = { ...(document.referrer ? { Referer: document.referrer } : {}), "User-Agent": navigator.userAgent };
  return { request: { url: location.href, ...request, headers: { ...headers, ...request?.headers } } };
}

/** File name by the text of a stack that was made in it, as the plugins leave it. */
const fileOf = new Map<string, string | undefined>();

function debugMeta(event: Event): Pick<Event, "debug_meta"> {
  const images = new Map<string, DebugImage>();
  const frames = [...(event.exception?.values ?? []), ...(event.threads?.values ?? [])].flatMap(({ stacktrace }) => stacktrace?.frames ?? []);
  const used = new Set(frames.map(({ filename }) => filename));
  for (const [stack, id] of debugIds()) {
    if (!fileOf.has(stack)) fileOf.set(stack, getClient()?.platform.parseStack(stack).at(-1)?.filename);
    const file = fileOf.get(stack);
    if (file && used.has(file)) images.set(file, { type: "sourcemap", code_file: file, debug_id: id });
  }
  return images.size > 0 ? { debug_meta: { images: [...images.values()] } } : {};
}

function debugIds(): [string, string][] {
  const entries: [string, unknown][] = ["_sentryDebugIds", "_debugIds"].flatMap((name) => Object.entries(Reflect.get(globalThis, name) ?? {}));
  return entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
}
