import { getRequestScope, isFailedStatus, type FrameworkOptions, type Scope } from "@vedette/node";
import { koaMiddleware } from "@vedette/node/koa";
import type { PluginConfig } from "./config.ts";
import { statusOfStrapiError } from "./status.ts";
import { isObject, type StrapiContext, type StrapiLike } from "./strapi-like.ts";

/** Reports what a request throws, with its tags, and passes it on to Strapi's own error middleware. */
export function watchRequests(strapi: StrapiLike, { request, sendMetadata, init }: PluginConfig): void {
  const version = strapi.config.get("info.strapi");
  const watch = koaMiddleware(withStrapisStatus(sendMetadata ? request : { ...request, sendRequest: false }));
  const describe = (context: StrapiContext): void => {
    const scope = getRequestScope(context);
    if (!scope || !sendMetadata) return;
    scope.setTags({
      transaction: `${context.method} ${String(Reflect.get(context, "_matchedRoute"))}`,
      method: context.method,
      ...(typeof version === "string" ? { strapi_version: version } : {}),
    });
    if (init.sendDefaultPii === true) setUser(scope, context.state.user);
  };
  strapi.server.use((context, next) =>
    watch(context, async () => {
      try {
        return await next();
      } finally {
        describe(context);
      }
    }),
  );
}

/** Strapi's errors have no status of their own that Koa would know, so the filter decides instead. */
function withStrapisStatus(options: FrameworkOptions): FrameworkOptions {
  const failed = options.failedStatusCodes ?? [[500, 599]];
  return {
    ...options,
    failedStatusCodes: [[300, 599]],
    filter: (error, context) => {
      if (!(error instanceof Error)) return false;
      const status = statusOfStrapiError(error);
      return isFailedStatus(status, failed) && options.filter?.(error, { ...context, status }) !== false;
    },
  };
}

/** A user of the content API or of the admin panel. */
function setUser(scope: Scope, user: unknown): void {
  if (!isObject(user)) return;
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(user, name);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const [id, email, username] = [text("id"), text("email"), text("username")];
  scope.setUser({ ...(id === undefined ? {} : { id }), ...(email === undefined ? {} : { email }), ...(username === undefined ? {} : { username }) });
}
