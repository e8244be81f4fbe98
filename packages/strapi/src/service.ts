import * as vedette from "@vedette/node";
import { config as shape, isPluginConfig, type PluginConfig } from "./config.ts";
import type { StrapiLike } from "./strapi-like.ts";

export type Instance = typeof vedette;

/** `strapi.plugin("sentry").service("sentry")`: the methods of `@strapi/plugin-sentry`. */
export interface SentryService {
  /** Starts the SDK if there is a DSN and it did not start yet. */
  init(): SentryService;
  /** The whole SDK, or null as long as it did not start. */
  getInstance(): Instance | null;
  /** Reports an error in a scope of its own, which `configureScope` may fill; it gets the SDK as its second argument. */
  sendError(error: unknown, configureScope?: (scope: vedette.Scope, instance: Instance) => void): void;
}

export function createService({ strapi }: { readonly strapi: StrapiLike }): SentryService {
  let instance: Instance | null = null;
  let told = false;
  const service: SentryService = {
    init() {
      if (instance !== null) return service;
      const { dsn, init } = pluginConfig(strapi);
      if (dsn === null || dsn === "") {
        // Asked for by bootstrap and perhaps by the application: one line is enough.
        if (!told) strapi.log.info("@vedette/strapi is disabled because no Sentry DSN was provided");
        told = true;
        return service;
      }
      try {
        const environment = strapi.config.get("environment");
        vedette.init({ dsn, ...(typeof environment === "string" ? { environment } : {}), ...init });
        instance = vedette;
      } catch (error) {
        strapi.log.warn(`Could not set up Sentry, make sure you entered a valid DSN: ${error instanceof Error ? error.message : String(error)}`);
      }
      return service;
    },
    getInstance: () => instance,
    sendError(error, configureScope) {
      const sdk = instance;
      if (sdk === null) {
        strapi.log.warn("Sentry wasn't properly initialized, cannot send event");
        return;
      }
      sdk.withScope((scope) => {
        if (pluginConfig(strapi).sendMetadata) configureScope?.(scope, sdk);
        sdk.captureException(error);
      });
    },
  };
  return service;
}

export function pluginConfig(strapi: StrapiLike): PluginConfig {
  const found = strapi.config.get("plugin::sentry");
  return isPluginConfig(found) ? found : shape.default;
}
