import type { Json } from "../json/json.ts";
import type { Context, Contexts, NormalizedEvent, Tag, User } from "../normalize/event.ts";
import { lastException } from "./crash-frame.ts";

const maxValue = 200;

type ContextTags = readonly (readonly [suffix: string, value: string | undefined])[];

/** Which members of a context become tags: suffix of the tag's name to value. */
const contextTags = new Map<string, (context: Context) => ContextTags>([
  [
    "os",
    (os) => [
      ["", nameAndVersion(os)],
      [".name", text(os["name"])],
      [".rooted", yesNo(os["rooted"])],
    ],
  ],
  [
    "browser",
    (browser) => [
      ["", nameAndVersion(browser)],
      [".name", text(browser["name"])],
    ],
  ],
  [
    "runtime",
    (runtime) => [
      ["", nameAndVersion(runtime)],
      [".name", text(runtime["name"])],
    ],
  ],
  [
    "device",
    (device) => [
      ["", text(device["model"])],
      [".family", text(device["family"])],
    ],
  ],
  ["app", (app) => [[".device", text(app["device_app_hash"])]] as const],
  [
    "gpu",
    (gpu) => [
      [".name", text(gpu["name"])],
      [".vendor", text(gpu["vendor_name"])],
    ],
  ],
  [
    "monitor",
    (monitor) => [
      [".id", text(monitor["id"])],
      [".slug", text(monitor["slug"])],
    ],
  ],
]);

/** The value of the `user` tag; distinct users are counted by it. */
export function userTag(user: User | undefined): string | null {
  if (user?.id) return `id:${user.id}`;
  if (user?.username) return `username:${user.username}`;
  if (user?.email) return `email:${user.email}`;
  return user?.ip_address ? `ip:${user.ip_address}` : null;
}

/**
 * Tags sent and tags derived (`protocol.md` §17.3), sorted by key. What is derived overrides what was sent under its name,
 * except what comes from contexts that were guessed from the user agent.
 */
export function allTags(event: NormalizedEvent, guessed: Contexts = {}): readonly Tag[] {
  const tags = new Map<string, string>(event.tags);
  const add = (key: string, value: string | null | undefined): void => {
    if (value === undefined || value === null) return;
    const line = value.length > maxValue ? value.slice(0, maxValue).toWellFormed() : value;
    const flat = (line.includes("\n") ? line.replaceAll(/\s*\n\s*/g, " ") : line).trim();
    if (flat !== "") tags.set(key, flat);
  };
  const exception = lastException(event);
  add("level", event.level);
  add("logger", event.logger);
  add("environment", event.environment);
  add("transaction", event.transaction);
  add("release", event.release);
  if (event.release !== undefined) add("dist", event.dist);
  add("user", userTag(event.user));
  add("url", event.request?.url);
  add("mechanism", exception?.mechanism?.type);
  add("handled", yesNo(exception?.mechanism?.handled));
  add("replayId", text(event.contexts?.["replay"]?.["replay_id"]));
  for (const [alias, context] of Object.entries(event.contexts ?? {})) {
    for (const [suffix, value] of contextTags.get(context.type)?.(context) ?? []) {
      if (!Object.hasOwn(guessed, alias) || !tags.has(alias + suffix)) add(alias + suffix, value);
    }
  }
  return [...tags].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function text(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function nameAndVersion(context: Context): string | undefined {
  const name = text(context["name"]);
  const version = text(context["version"]);
  return name === undefined || version === undefined ? undefined : `${name} ${version}`;
}

function yesNo(value: Json | undefined): string | undefined {
  return typeof value === "boolean" ? (value ? "yes" : "no") : undefined;
}
