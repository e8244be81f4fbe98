import { isObject, type Json } from "../json/json.ts";
import { parseUserAgent } from "../user-agent/parse-user-agent.ts";
import type { AttributeBag } from "./attributes.ts";

/** The connection that brought a container. */
export interface Connection {
  readonly clientIp: string | null;
  readonly userAgent: string | null;
}

/** What a container allows the server to add to its entries; absent or invalid settings are null. */
export interface IngestSettings {
  readonly ip: "auto" | "never" | null;
  readonly userAgent: boolean;
}

/** Containers of version 2 ask for what is inferred; before, the browser was always inferred (`protocol.md` §8.15). */
export function readIngestSettings(version: Json | undefined, sent: Json | undefined): IngestSettings {
  const second = version === 2 || version === "2";
  const settings = second && isObject(sent) ? sent : {};
  const ip = settings["infer_ip"];
  return { ip: ip === "auto" || ip === "never" ? ip : null, userAgent: second ? settings["infer_user_agent"] === "auto" : true };
}

const auto = "{{auto}}";
const addressNames = ["client.address", "user.ip_address"] as const;

/** Adds what the connection tells, where the entry asks for it or its container does. Never a guess over what the SDK knows. */
export function addInferred(bag: AttributeBag, settings: IngestSettings, { clientIp, userAgent }: Connection): void {
  for (const name of addressNames) {
    if (bag.get(name) !== auto) continue;
    if (clientIp === null || settings.ip === "never") bag.delete(name);
    else bag.set(name, clientIp);
  }
  if (settings.ip === "auto" && clientIp !== null && !bag.has("client.address")) bag.set("client.address", clientIp);
  if (!settings.userAgent) return;
  // SDKs and proxies say who they are, too, but are not the person's browser.
  const text = bag.text("user_agent.original") ?? (userAgent?.startsWith("Mozilla/") === true ? userAgent : undefined);
  if (text === undefined) return;
  const { browser, os } = parseUserAgent(text);
  if (browser !== undefined && !bag.has("browser.name")) {
    bag.set("browser.name", browser.name);
    if (browser.version !== undefined && !bag.has("browser.version")) bag.set("browser.version", browser.version);
  }
  if (os !== undefined && !bag.has("os.name")) {
    bag.set("os.name", os.name);
    if (os.version !== undefined && !bag.has("os.version")) bag.set("os.version", os.version);
  }
}
