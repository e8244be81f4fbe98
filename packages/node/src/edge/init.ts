import {
  CORE_RULES,
  createClient,
  createFetchClient,
  createInAppRule,
  createStackParser,
  getClient,
  getCurrentScope,
  SDK_VERSION,
  setClient,
  validateOptions,
  type Client,
  type Context,
  type CoreOptions,
  type Platform,
} from "@vedette/core";
import { useAsyncLocalStorage } from "../context/async-context.ts";

/**
 * Starts the SDK where requests are those of the web platform and a function may freeze once it has answered. Nothing is watched by itself
 * here: the frameworks' middleware does, and asks the platform to wait until all is delivered. Throws `InvalidOptionError` or
 * `InvalidDsnError` for values that cannot work.
 *
 * @example
 * init({ dsn: "https://<key>@errors.example.com/1" });
 * app.use(honoMiddleware());
 */
export function init(options: CoreOptions = {}): Client {
  const warnings = validateOptions(options, CORE_RULES);
  useAsyncLocalStorage();
  const previous = getClient();
  if (previous) void previous.close(2000);
  getCurrentScope().update(options.initialScope);
  const client = createClient({ delivery: "immediate", ...options }, createEdgePlatform(options), []);
  setClient(client);
  for (const warning of warnings) client.log(warning);
  return client;
}

function createEdgePlatform({ inAppInclude, inAppExclude }: CoreOptions): Platform {
  return {
    name: "javascript",
    sdk: { name: "vedette.javascript.edge", version: SDK_VERSION, packages: [{ name: "npm:@vedette/node", version: SDK_VERSION }] },
    timers: {
      now: Date.now,
      set(callback, delay, keepAlive) {
        const timer = setTimeout(callback, delay);
        // A number at the edge; in Node, Bun and Deno an object that would keep a finished program running.
        if (!keepAlive && typeof timer === "object") timer.unref();
        return () => clearTimeout(timer);
      },
    },
    defer: queueMicrotask,
    createHttpClient: createFetchClient,
    parseStack: createStackParser(createInAppRule({ include: inAppInclude, exclude: inAppExclude })),
    contexts: () => ({ runtime: runtime() }),
    write: (message) => console.error(message.trimEnd()),
  };
}

/** `Cloudflare-Workers`, or whatever the platform calls itself. */
function runtime(): Context {
  const navigator: unknown = Reflect.get(globalThis, "navigator");
  const agent: unknown = typeof navigator === "object" && navigator !== null ? Reflect.get(navigator, "userAgent") : undefined;
  return { name: typeof agent === "string" ? agent : "edge" };
}
