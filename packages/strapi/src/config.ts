import type { FrameworkOptions, NodeOptions } from "@vedette/node";
import { isObject } from "./strapi-like.ts";

/** `config` of the plugin in `config/plugins`. The first three are those of `@strapi/plugin-sentry`. */
export interface PluginConfig {
  /** Null: nothing is sent, and everything else works. */
  readonly dsn: string | null;
  /** False: neither the callbacks of `sendError` are called nor is anything of the request added. Default true. */
  readonly sendMetadata: boolean;
  /** For the SDK; wins over `dsn` and Strapi's environment. */
  readonly init: NodeOptions;
  /** How requests are watched. Answers below 500 are not reported unless `failedStatusCodes` says so. */
  readonly request: FrameworkOptions;
  /** Spans of the document service and of the database. Default true. */
  readonly spans: boolean;
  /** A monitor for each cron task. Default true. */
  readonly monitors: boolean;
  /** Errors of GraphQL resolvers. Default true. */
  readonly graphql: boolean;
}

export const config = {
  default: { dsn: null, sendMetadata: true, init: {}, request: {}, spans: true, monitors: true, graphql: true } satisfies PluginConfig,
  /** Throws with the name of the setting, what it is and what it may be. Strapi puts the plugin's name in front. */
  validator(given: unknown): void {
    if (!isObject(given)) throw new Error("it must be an object");
    const expected = {
      dsn: (value) => value === null || value === undefined || typeof value === "string" || "a text or null",
      sendMetadata: isFlag,
      init: (value) => isObject(value) || "an object",
      request: (value) => isObject(value) || "an object",
      spans: isFlag,
      monitors: isFlag,
      graphql: isFlag,
    } satisfies Record<keyof PluginConfig, (value: unknown) => true | string>;
    for (const [name, check] of Object.entries(expected)) {
      const value: unknown = Reflect.get(given, name);
      const answer = check(value);
      if (answer !== true) throw new Error(`${name} is ${JSON.stringify(value)}, but must be ${answer}`);
    }
  },
};

const isFlag = (value: unknown): true | string => typeof value === "boolean" || "true or false";

/** What the validator has let pass. */
export function isPluginConfig(value: unknown): value is PluginConfig {
  try {
    config.validator(value);
    return true;
  } catch {
    return false;
  }
}
