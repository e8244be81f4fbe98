import type { DebugImage, Event, Integration, StackFrame } from "@vedette/core";
import { here } from "./here.ts";

type Parse = (stack: string) => StackFrame[];

/** Which page it was, and which build of its scripts: bundler plugins note the debug ids of their files on `globalThis`. */
export function pageIntegration(): Integration {
  return { name: "Page", processEvent: (event, _hint, { platform }) => withPage(event, platform.parseStack) };
}

export const withPage = (event: Event, parse: Parse): Event => ({ ...event, ...requestOf(event), ...debugMeta(event, parse) });

function requestOf({ request }: Event): Pick<Event, "request"> {
  const referrer = here.document?.referrer;
  const headers = { ...(referrer && { Referer: referrer }), "User-Agent": navigator.userAgent, ...request?.headers };
  return { request: { url: here.location?.href, ...request, headers } };
}

function debugMeta(event: Event, parse: Parse): Pick<Event, "debug_meta"> {
  const images = new Map<string, DebugImage>();
  const frames = [event.exception, event.threads].flatMap((group) => group?.values ?? []).flatMap(({ stacktrace }) => stacktrace?.frames ?? []);
  const used = new Set(frames.map(({ filename }) => filename));
  for (const [stack, id] of debugIds()) {
    // The text of a stack that was made in the file, as the plugins leave it.
    const file = parse(stack).at(-1)?.filename;
    if (file && used.has(file)) images.set(file, { type: "sourcemap", code_file: file, debug_id: String(id) });
  }
  return images.size > 0 ? { debug_meta: { images: [...images.values()] } } : {};
}

const debugIds = (): [string, unknown][] => ["_sentryDebugIds", "_debugIds"].flatMap((name) => Object.entries(Reflect.get(globalThis, name) ?? {}));
