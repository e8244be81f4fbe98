import type { DebugImage, Event, Integration } from "@vedette/core";

/** Under these global names build tools register a debug id per bundle: the stack of the bundle's first line, and its id. */
const REGISTRIES = ["_sentryDebugIds", "_debugIds"];

/** Tells the server which source map belongs to which file of a stack. */
export function debugIdsIntegration(): Integration {
  const files = new Map<string, string | undefined>();
  return {
    name: "DebugIds",
    onlyErrors: true,
    processEvent(event, _hint, { platform }) {
      if (!event.exception) return event;
      const ids = registered();
      if (ids.length === 0) return event;
      const known = new Map<string, string>();
      for (const [stack, id] of ids) {
        if (!files.has(stack)) files.set(stack, platform.parseStack(stack).at(-1)?.filename);
        const file = files.get(stack);
        if (file !== undefined && typeof id === "string") known.set(file, id);
      }
      const images = imagesOf(event, known);
      return images.length > 0 ? { ...event, debug_meta: { images } } : event;
    },
  };
}

function registered(): [string, unknown][] {
  return REGISTRIES.flatMap((name) => {
    const registry: unknown = Reflect.get(globalThis, name);
    return typeof registry === "object" && registry !== null ? Object.entries(registry) : [];
  });
}

function imagesOf(event: Event, known: ReadonlyMap<string, string>): DebugImage[] {
  const frames = (event.exception?.values ?? []).flatMap((value) => value.stacktrace?.frames ?? []);
  const files = new Set(frames.map(({ filename = "" }) => filename));
  return [...files].flatMap((file) => {
    const id = known.get(file);
    return id === undefined ? [] : [{ type: "sourcemap" as const, code_file: file, debug_id: id }];
  });
}
