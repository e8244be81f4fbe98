import { statusOfStrapiError } from "./status.ts";
import type { Instance } from "./service.ts";
import { isObject, type StrapiLike } from "./strapi-like.ts";

/** What Apollo Server tells a plugin of a request that failed. */
interface FailedRequest {
  readonly errors: readonly unknown[];
  readonly operationName?: string | null;
  readonly operation?: { readonly operation?: string };
}

/**
 * GraphQL answers the errors of resolvers itself, with status 200, so that no middleware ever sees them. Apollo Server hands them to its
 * plugins; ours joins those of the application's configuration. To be called before the GraphQL plugin makes its server.
 */
export function watchGraphql(strapi: StrapiLike, instance: () => Instance | null): void {
  if (strapi.config.get("plugin::graphql") === undefined) return;
  const path = "plugin::graphql.apolloServer.plugins";
  const others = strapi.config.get(path);
  const plugin = { requestDidStart: () => Promise.resolve({ didEncounterErrors: (request: FailedRequest) => report(instance(), request) }) };
  strapi.config.set(path, [...(Array.isArray(others) ? others : []), plugin]);
}

function report(sdk: Instance | null, { errors, operationName, operation }: FailedRequest): Promise<void> {
  for (const error of errors) {
    const thrown = thrownBehind(error);
    const path = pathOf(error);
    // Errors of the query itself, such as of its syntax, have no path.
    if (sdk === null || path === null || !(thrown instanceof Error) || statusOfStrapiError(thrown) < 500) continue;
    sdk.withScope((scope) => {
      scope.setTag("graphql.operation", operation?.operation ?? "unknown");
      scope.setContext("graphql", { operation: operationName ?? null, path });
      sdk.captureException(thrown, { mechanism: { type: "auto.graphql.strapi", handled: false } });
    });
  }
  return Promise.resolve();
}

function thrownBehind(error: unknown): unknown {
  return isObject(error) ? Reflect.get(error, "originalError") : undefined;
}

function pathOf(error: unknown): string | null {
  const path: unknown = isObject(error) ? Reflect.get(error, "path") : undefined;
  return Array.isArray(path) ? path.join(".") : null;
}
