import type { Context, Contexts, NormalizedEvent } from "../normalize/event.ts";
import { readClientHints, type ClientHints } from "./client-hints.ts";
import { parseUserAgent, type Device, type Product, type UserAgent } from "./parse-user-agent.ts";

/**
 * Contexts that the event lacks and its own request tells (`protocol.md` §17.2): `browser`, `device`, and the system as `os`
 * where the event happened in the browser, else as `client_os`: a server's `os` is its own. The `User-Agent` header decides,
 * and client hints where it says nothing or nothing true: reduced user agents hold neither system version nor model.
 */
export function userAgentContexts({ request, contexts, platform }: NormalizedEvent): Contexts | undefined {
  const headers = request?.headers;
  if (headers === undefined) return undefined;
  const header = (name: string): string | undefined => headers.find(([key, value]) => key === name && value !== null)?.[1] ?? undefined;
  const text = header("User-Agent");
  const agent = text === undefined ? {} : parseUserAgent(text);
  const hints = headers.some(([key]) => key.startsWith("Sec-Ch-Ua")) ? readClientHints(header) : {};
  const missing: Record<string, Context> = {};
  const fill = (alias: string, type: string, members: Product | Device | undefined): void => {
    if (members !== undefined && contexts?.[alias] === undefined) missing[alias] = { type, ...members };
  };
  fill("browser", "browser", agent.browser ?? hints.browser);
  fill("device", "device", deviceOf(agent, hints));
  fill(platform === "javascript" ? "os" : "client_os", "os", osOf(agent, hints));
  for (const _alias in missing) return missing;
  return undefined;
}

/** Those of an event's contexts that are what its request tells: the same as were guessed, whether the event is fresh or stored. */
export function guessedAmong(event: NormalizedEvent): Contexts {
  const { contexts } = event;
  if (contexts === undefined || event.request?.headers === undefined) return {};
  const { browser: _browser, device: _device, os: _os, client_os: _clientOs, ...others } = contexts;
  const guessed = Object.entries(userAgentContexts({ ...event, contexts: others }) ?? {});
  return Object.fromEntries(guessed.filter(([alias, context]) => JSON.stringify(contexts[alias]) === JSON.stringify(context)));
}

function deviceOf({ device }: UserAgent, { model }: ClientHints): Device | undefined {
  return model === undefined || device?.model === model ? device : { family: model, model };
}

function osOf({ os }: UserAgent, hints: ClientHints): Product | undefined {
  return hints.os?.version === undefined ? (os ?? hints.os) : hints.os;
}
