import { getClient, getCurrentScope, setClient, type Client, type Integration } from "@vedette/core";
import { createBrowserClient } from "../client/browser-client.ts";
import { consoleIntegration } from "../integrations/console.ts";
import { domIntegration } from "../integrations/dom.ts";
import { globalHandlersIntegration } from "../integrations/global-handlers.ts";
import { historyIntegration } from "../integrations/history.ts";
import { httpIntegration } from "../integrations/http.ts";
import { pageIntegration } from "../integrations/page.ts";
import { sessionIntegration } from "../integrations/session.ts";
import { sourceFilterIntegration } from "../integrations/source-filter.ts";
import type { BrowserOptions } from "./options.ts";

/**
 * Starts the SDK; a second call replaces the first. Without a DSN nothing is patched and nothing is sent. Throws `InvalidDsnError`
 * for a DSN that is none, and nothing else, ever.
 *
 * @example
 * init({ dsn: "https://<key>@errors.example.com/1", release: "shop@1.4.0" });
 */
export function init(options: BrowserOptions = {}): Client {
  void getClient()?.close(0);
  const client = createBrowserClient(options, getDefaultIntegrations(options));
  getCurrentScope().update(options.initialScope);
  setClient(client);
  client.start();
  return client;
}

/** What `init` starts unless `integrations` says otherwise. */
export function getDefaultIntegrations(options: BrowserOptions = {}): Integration[] {
  return [
    sourceFilterIntegration(options),
    globalHandlersIntegration(),
    consoleIntegration(),
    httpIntegration(),
    domIntegration(),
    historyIntegration(),
    pageIntegration(),
    ...(options.autoSessionTracking === false ? [] : [sessionIntegration()]),
  ];
}
