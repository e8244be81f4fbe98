import path from "node:path";
import { z } from "zod";

/**
 * The one table of settings. The start refuses unknown `VEDETTE_*` names and bad values with the name, the value and
 * what is allowed. `fallback` is the text that is parsed when the variable is unset or empty; "" means none.
 */
const wholeNumber = (from: number, to: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((n) => n >= from && n <= to)
    .describe(`a whole number from ${from} to ${to}`);

const oneOf = <const T extends readonly [string, ...string[]]>(...words: T): z.ZodType<T[number], string> =>
  z.enum(words).describe(`one of ${words.join(", ")}`);

const url = (...schemes: string[]): z.ZodType<string, string> =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol))
    .transform((text) => text.replace(/\/+$/, ""))
    .describe(`a URL starting with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`);

const text = (what: string): z.ZodType<string, string> => z.string().min(1).describe(what);
const orNone = <T>(parse: z.ZodType<T, string>): z.ZodType<T | null, string> =>
  z.union([z.literal("").transform(() => null), parse]).describe(parse.description ?? "");

const MiB = 1024 * 1024;

const schemas = {
  PORT: wholeNumber(0, 65_535),
  HOST: text("an address or host name"),
  VEDETTE_DATA: text("a folder"),
  VEDETTE_URL: orNone(url("http:", "https:")),
  VEDETTE_STATE_URL: orNone(url("postgres:", "postgresql:")),
  VEDETTE_TELEMETRY_URL: orNone(url("clickhouse:", "http:", "https:")),
  VEDETTE_BLOBS_URL: orNone(url("s3:", "http:", "https:")),
  VEDETTE_RETENTION_DAYS: wholeNumber(1, 3650),
  VEDETTE_WORKERS: wholeNumber(0, 64),
  VEDETTE_MAX_PENDING_MB: wholeNumber(1, 1_000_000),
  VEDETTE_MAX_LAG_SECONDS: wholeNumber(1, 86_400),
  VEDETTE_MIN_FREE_MB: wholeNumber(0, 10_000_000),
  VEDETTE_MAX_DISK_MB: orNone(wholeNumber(10, 1_000_000_000)),
  VEDETTE_GEOIP: orNone(text("a file in MaxMind's format (.mmdb)")),
  VEDETTE_TRUST_PROXY: oneOf("true", "false"),
  VEDETTE_LOG_LEVEL: oneOf("debug", "info", "warn", "error", "silent"),
};

type SettingName = keyof typeof schemas;

const settingRows: Readonly<Record<SettingName, { readonly fallback: string; readonly help: string }>> = {
  PORT: { fallback: "9000", help: "TCP port to listen on; 0 takes a free one" },
  HOST: { fallback: "127.0.0.1", help: "Address to listen on; 0.0.0.0 for all" },
  VEDETTE_DATA: { fallback: "./data", help: "Folder that holds everything; made if it is missing" },
  VEDETTE_URL: { fallback: "", help: "Public base URL, as SDKs and browsers reach the server; follows from HOST and PORT if unset" },
  VEDETTE_STATE_URL: { fallback: "", help: "Kept for PostgreSQL instead of the embedded state store; refused by this version" },
  VEDETTE_TELEMETRY_URL: { fallback: "", help: "Kept for ClickHouse instead of the embedded telemetry store; refused by this version" },
  VEDETTE_BLOBS_URL: { fallback: "", help: "Kept for an S3 bucket instead of local files; refused by this version" },
  VEDETTE_RETENTION_DAYS: { fallback: "90", help: "Events older than this are removed, a day's files at a time" },
  VEDETTE_WORKERS: { fallback: "0", help: "Processing threads; 0 means one for each core but one, at least one" },
  VEDETTE_MAX_PENDING_MB: { fallback: "1024", help: "Accepted but unprocessed megabytes above which ingest answers 429" },
  VEDETTE_MAX_LAG_SECONDS: { fallback: "120", help: "Age of the oldest unprocessed item above which ingest answers 429" },
  VEDETTE_MIN_FREE_MB: { fallback: "512", help: "Free disk megabytes below which ingest answers 429" },
  VEDETTE_MAX_DISK_MB: { fallback: "", help: "Stored megabytes of all projects above which the oldest and dullest data goes; empty: no limit" },
  VEDETTE_GEOIP: { fallback: "", help: "Database that tells where IP addresses are, such as GeoLite2-City.mmdb; a newer file in its place is taken at once" },
  VEDETTE_TRUST_PROXY: { fallback: "false", help: "Take the client address from X-Forwarded-For" },
  VEDETTE_LOG_LEVEL: { fallback: "info", help: "What the server prints about itself" },
};

export interface SettingDescription {
  readonly name: string;
  /** What a value must be, in words. */
  readonly allowed: string;
  /** "" where there is none. */
  readonly fallback: string;
  readonly help: string;
}

/** Every setting, for the reference and for refusals. */
export const settings: readonly SettingDescription[] = Object.entries(settingRows).map(([name, row]) => ({
  name,
  allowed: Object.entries(schemas).find(([key]) => key === name)?.[1].description ?? "",
  ...row,
}));

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataFolder: string;
  /** Without a trailing slash. Null: follows from host and the port in use. */
  readonly publicUrl: string | null;
  readonly stateUrl: string | null;
  readonly telemetryUrl: string | null;
  readonly blobsUrl: string | null;
  readonly retentionDays: number;
  /** Null: no limit. */
  readonly maxDiskBytes: number | null;
  /** 0: decided by the number of cores. */
  readonly workers: number;
  readonly maxPendingBytes: number;
  readonly maxLagMs: number;
  readonly minFreeBytes: number;
  /** Absolute. Null: places are not looked up. */
  readonly geoDatabase: string | null;
  readonly trustProxy: boolean;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";
}

/** Parses the environment. Throws `InvalidSettings` naming every bad setting, its value and what is allowed. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems = Object.keys(environment)
    .filter((name) => name.startsWith("VEDETTE_") && !(name in settingRows))
    .map((name) => `${name} is no setting of Vedette. Settings are ${Object.keys(settingRows).join(", ")}.`);
  const texts = Object.fromEntries(Object.entries(settingRows).map(([name, row]) => [name, environment[name] || row.fallback]));
  const parsed = z.object(schemas).safeParse(texts);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => explain(String(issue.path[0]), texts)));
  if (!parsed.success || problems.length > 0) throw new InvalidSettings(problems.join("\n"));
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder: path.resolve(values.VEDETTE_DATA),
    publicUrl: values.VEDETTE_URL,
    stateUrl: values.VEDETTE_STATE_URL,
    telemetryUrl: values.VEDETTE_TELEMETRY_URL,
    blobsUrl: values.VEDETTE_BLOBS_URL,
    retentionDays: values.VEDETTE_RETENTION_DAYS,
    workers: values.VEDETTE_WORKERS,
    maxPendingBytes: values.VEDETTE_MAX_PENDING_MB * MiB,
    maxLagMs: values.VEDETTE_MAX_LAG_SECONDS * 1000,
    minFreeBytes: values.VEDETTE_MIN_FREE_MB * MiB,
    maxDiskBytes: values.VEDETTE_MAX_DISK_MB === null ? null : values.VEDETTE_MAX_DISK_MB * MiB,
    geoDatabase: values.VEDETTE_GEOIP === null ? null : path.resolve(values.VEDETTE_GEOIP),
    trustProxy: values.VEDETTE_TRUST_PROXY === "true",
    logLevel: values.VEDETTE_LOG_LEVEL,
  };
}

function explain(name: string, texts: Readonly<Record<string, string>>): string {
  const setting = settings.find((each) => each.name === name);
  return `${name} is ${JSON.stringify(texts[name])}, but must be ${setting?.allowed ?? "valid"}. ${setting?.help ?? ""}.`;
}
