import { isJsonObject } from "@vedette/protocol";
import { isArray, type JsonArray } from "../json/json.ts";
import { bag, free } from "./bag.ts";
import type { Sdk } from "./event.ts";
import { list, someText } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";

const word = someText(256);
const words = list(word, 200);

const packages: Reader<JsonArray> = (value, cursor) => {
  const kept = free(16_384, 4)(value, cursor);
  return isArray(kept) ? kept : cursor.invalid("expected a list", value);
};

const shape = new Shape<Sdk>({ name: word, version: word, integrations: words, features: words, packages, settings: bag(1024, 3), client_ip: word });

export const sdk: Reader<Sdk> = (value, cursor) => shape.read(value, cursor);

/** Of an envelope's header, for items that do not say it themselves (`protocol.md` §6.1). */
export function sdkOfEnvelope(header: unknown): Sdk | null {
  if (!isJsonObject(header)) return null;
  const { name, version, integrations, packages: parts, settings } = header;
  if (!isText(name) || name === "") return null;
  const inferIp = isJsonObject(settings) ? settings["infer_ip"] : undefined;
  return {
    name: name.slice(0, 256).toWellFormed(),
    ...(isText(version) && { version: version.slice(0, 256).toWellFormed() }),
    ...(Array.isArray(integrations) && { integrations: integrations.filter(isText).slice(0, 200) }),
    ...(Array.isArray(parts) && { packages: parts.slice(0, 200).flatMap(packageOf) }),
    ...(isText(inferIp) && { settings: { infer_ip: inferIp } }),
  };
}

const isText = (value: unknown): value is string => typeof value === "string";

function packageOf(value: unknown): JsonArray {
  const { name, version } = isJsonObject(value) ? value : {};
  return isText(name) && isText(version) ? [{ name, version }] : [];
}

/** `sentry_client` of the authentication: `sentry.python/2.68.0`. */
export function sdkOfClient(client: string): Sdk | undefined {
  const slash = client.indexOf("/");
  const name = (slash < 0 ? client : client.slice(0, slash)).trim().slice(0, 256);
  const version =
    slash < 0
      ? ""
      : client
          .slice(slash + 1)
          .trim()
          .slice(0, 256);
  return name === "" ? undefined : { name, ...(version !== "" && { version }) };
}
