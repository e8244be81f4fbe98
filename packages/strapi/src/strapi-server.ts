import { config } from "./config.ts";
import { watchCronTasks } from "./cron-tasks.ts";
import { traceDocuments } from "./document-spans.ts";
import { traceDatabase } from "./database-spans.ts";
import { watchGraphql } from "./graphql-errors.ts";
import { watchRequests } from "./requests.ts";
import { createService, pluginConfig, type SentryService } from "./service.ts";
import { isObject, type StrapiLike } from "./strapi-like.ts";

export type { PluginConfig } from "./config.ts";
export type { Instance, SentryService } from "./service.ts";

/** The plugin as Strapi 5 loads it. Its name there is `sentry`, as that of `@strapi/plugin-sentry`, whose place it takes. */
export default () => ({ register, bootstrap, destroy, config, services: { sentry: createService } });

/** Before Strapi adds the cron tasks and makes the GraphQL server; whether the SDK started is asked when something happens. */
function register({ strapi }: { readonly strapi: StrapiLike }): void {
  const { monitors, graphql } = pluginConfig(strapi);
  const instance = (): ReturnType<SentryService["getInstance"]> => serviceOf(strapi)?.getInstance() ?? null;
  if (monitors) watchCronTasks(strapi, () => pluginConfig(strapi).dsn !== null);
  if (graphql) watchGraphql(strapi, instance);
}

function bootstrap({ strapi }: { readonly strapi: StrapiLike }): void {
  const service = serviceOf(strapi);
  if (service?.init().getInstance() == null) return;
  const settings = pluginConfig(strapi);
  watchRequests(strapi, settings);
  if (!settings.spans) return;
  traceDocuments(strapi);
  traceDatabase(strapi);
}

async function destroy({ strapi }: { readonly strapi: StrapiLike }): Promise<void> {
  await serviceOf(strapi)?.getInstance()?.flush(2000);
}

function serviceOf(strapi: StrapiLike): SentryService | undefined {
  const found: unknown = strapi.service("plugin::sentry.sentry");
  return isService(found) ? found : undefined;
}

const isService = (value: unknown): value is SentryService => isObject(value) && "sendError" in value && "getInstance" in value;
