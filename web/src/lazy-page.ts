import { lazyRouteComponent } from "@tanstack/react-router";
import { ApiError } from "@vedette/api-client";

/** A page whose code is loaded when it is first opened. A part that cannot be loaded is told like any answer that did not come. */
export function lazyPage<Module extends Record<string, unknown>, Name extends keyof Module & string>(load: () => Promise<Module | undefined>, name: Name) {
  return lazyRouteComponent(async () => {
    const module = await load();
    if (module === undefined) throw new ApiError(0, null, "A part of this page could not be loaded. Is the server running, and is the network up?", {});
    return module;
  }, name);
}
