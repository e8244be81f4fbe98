import { isObject, type Json, type JsonObject } from "../json/json.ts";
import type { UnrealFile } from "./read-unreal-crash.ts";

const mostLogLines = 100;
const mostText = 2048;
const mostXml = 1024 * 1024;
const mostLog = 4 * 1024 * 1024;

/** What an Unreal crash tells besides its dump: the XML context as contexts, tags and user, the log's last lines as breadcrumbs. */
export function unrealEvent(files: readonly UnrealFile[], userId: string | null): JsonObject {
  const xml = files.find(({ kind }) => kind === "context");
  const log = files.find(({ kind }) => kind === "log");
  const runtime = xml === undefined ? {} : xmlSection(text(xml.bytes, mostXml), "RuntimeProperties");
  const game = xml === undefined ? {} : xmlSection(text(xml.bytes, mostXml), "GameData");
  const crumbs = log === undefined ? [] : logLines(text(log.bytes.subarray(Math.max(log.bytes.length - mostLog, 0)), mostLog));
  const message = runtime["ErrorMessage"];
  const gpu = runtime["Misc.PrimaryGPUBrand"];
  const user = userId ?? runtime["UserName"] ?? runtime["LoginId"];
  return {
    contexts: {
      unreal: { type: "unreal", ...short(runtime), ...(Object.keys(game).length > 0 && { game_data: short(game) }) },
      ...(gpu !== undefined && { gpu: { type: "gpu", name: gpu } }),
      ...(runtime["Misc.CPUBrand"] !== undefined && { device: { type: "device", cpu_description: runtime["Misc.CPUBrand"] } }),
    },
    ...(message !== undefined && message !== "" && { logentry: { formatted: message.slice(0, 8192) } }),
    ...(user !== undefined && user !== "" && { user: { id: user.slice(0, 128) } }),
    ...(crumbs.length > 0 && { breadcrumbs: { values: crumbs } }),
    tags: tagsOf(runtime),
    ...embedded(game["__sentry"]),
  };
}

function tagsOf(runtime: Readonly<Record<string, string>>): JsonObject {
  const wanted: Readonly<Record<string, string | undefined>> = {
    "unreal.engine_version": runtime["EngineVersion"],
    "unreal.game_name": runtime["GameName"],
    "unreal.build_configuration": runtime["BuildConfiguration"],
    "unreal.platform": runtime["PlatformName"],
    "unreal.build_version": runtime["BuildVersion"],
  };
  return Object.fromEntries(Object.entries(wanted).flatMap(([key, value]) => (value === undefined || value === "" ? [] : [[key, value.slice(0, 200)]])));
}

/** A game may put a whole event fragment into its data, as JSON. */
function embedded(json: string | undefined): JsonObject {
  if (json === undefined) return {};
  try {
    const value: Json = JSON.parse(json);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function short(values: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key.replaceAll(/(?<=[a-z])(?=[A-Z])|\./g, "_").toLowerCase(), value.slice(0, mostText)]),
  );
}

const mostElements = 300;

/** The simple elements of one section. The file is a flat list written by the engine, so no more of XML is read. */
function xmlSection(xml: string, section: string): Readonly<Record<string, string>> {
  const start = xml.indexOf(`<${section}>`);
  const end = xml.indexOf(`</${section}>`, start);
  if (start === -1 || end === -1) return {};
  const found: Record<string, string> = {};
  let count = 0;
  for (const [, name = "", value = ""] of xml.slice(start, end).matchAll(/<([A-Za-z_][\w.]{0,100})>([^<]*)<\//g)) {
    if (++count > mostElements) break;
    if (name !== section) found[name] = unescapeXml(value).trim();
  }
  return found;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescapeXml(value: string): string {
  return value.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    const point = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
    if (point !== undefined) return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : "\ufffd";
    return entities[name ?? ""] ?? whole;
  });
}

/** `[2018.10.29-16.56.38:332][  0]LogTaskGraph: Started`: time, frame, category, text. */
const logLine = /^\[(\d{4})\.(\d\d)\.(\d\d)-(\d\d)\.(\d\d)\.(\d\d):(\d{3})\]\[[ \d]*\](?:(\w{1,64}): )?(?:(Warning|Error|Fatal|Display|Verbose): )?(.*)$/;
const levels: Readonly<Record<string, string>> = { Warning: "warning", Error: "error", Fatal: "fatal", Verbose: "debug" };

function logLines(log: string): readonly JsonObject[] {
  const lines = log.split(/\r?\n/).filter((line) => line !== "");
  return lines.slice(-mostLogLines).map((line): JsonObject => {
    const match = logLine.exec(line);
    if (match === null) return { message: line.slice(0, mostText) };
    const [, year, month, day, hour, minute, second, millisecond, category, level = "", message = ""] = match;
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`);
    return {
      ...(Number.isFinite(at) && { timestamp: at / 1000 }),
      ...(category !== undefined && { category }),
      level: levels[level] ?? "info",
      message: message.slice(0, mostText),
    };
  });
}

function text(bytes: Uint8Array, most: number): string {
  const part = bytes.subarray(0, most);
  const encoding = part[0] === 0xff && part[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding).decode(part);
}
