import { createClient, getClient, getCurrentScope, setClient, type Client, type Integration } from "@vedette/core";
import { useAsyncLocalStorage } from "../context/async-context.ts";
import { processEndIntegration } from "../crash/process-end.ts";
import { rejectionMode, uncaughtExceptionIntegration, unhandledRejectionIntegration } from "../crash/uncaught.ts";
import { consoleIntegration } from "../integrations/console.ts";
import { debugIdsIntegration } from "../integrations/debug-ids.ts";
import { expressIntegration } from "../integrations/express.ts";
import { fastifyIntegration } from "../integrations/fastify.ts";
import { httpClientIntegration } from "../integrations/http-client.ts";
import { httpServerIntegration } from "../integrations/http-server.ts";
import { modulesIntegration } from "../integrations/modules.ts";
import { mysqlIntegration } from "../integrations/mysql.ts";
import { processSessionIntegration } from "../integrations/process-session.ts";
import { redisIntegration } from "../integrations/redis.ts";
import { undiciIntegration } from "../integrations/undici.ts";
import { resolveOptions, type NodeOptions } from "./options.ts";
import { createNodePlatform } from "./platform.ts";

/**
 * Starts the SDK. May be called at any time and in any import order; a second call replaces the first. Without a DSN (option or
 * `SENTRY_DSN`) everything else does nothing. Throws `InvalidOptionError` or `InvalidDsnError` for values that cannot work.
 *
 * @example
 * init({ dsn: "https://<key>@errors.example.com/1", tracesSampleRate: 0.1 });
 */
export function init(given: NodeOptions = {}): Client {
  const { options, warnings } = resolveOptions(given);
  useAsyncLocalStorage();
  const previous = getClient();
  if (previous) void previous.close(2000);
  getCurrentScope().update(options.initialScope);
  const client = createClient(options, createNodePlatform(options), getDefaultIntegrations(options));
  setClient(client);
  for (const warning of warnings) client.log(warning);
  return client;
}

/** What `init` starts unless `integrations` says otherwise. */
export function getDefaultIntegrations(options: NodeOptions = {}): Integration[] {
  return [
    processEndIntegration(options),
    uncaughtExceptionIntegration(),
    unhandledRejectionIntegration(rejectionMode(process.execArgv, process.env["NODE_OPTIONS"] ?? "")),
    httpServerIntegration(options),
    httpClientIntegration(),
    undiciIntegration(),
    expressIntegration(),
    fastifyIntegration(),
    redisIntegration(),
    mysqlIntegration(),
    consoleIntegration(),
    debugIdsIntegration(),
    ...(options.includeModules === false ? [] : [modulesIntegration()]),
    processSessionIntegration(),
  ];
}
