import path from "node:path";
import { z } from "zod";

/**
 * The one table of settings. Each row: environment name, how to parse it, and a line of help. The start refuses unknown
 * `VEDETTE_*` names and bad values with the name, the value and what is allowed.
 */
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((n) => n >= from && n <= to, `a whole number from ${from} to ${to}`);

const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), `a URL starting with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`);

export const settingsTable = {
  PORT: { parse: wholeNumber(0, 65_535), default: "9000", help: "TCP port to listen on; 0 takes a free one" },
  HOST: { parse: z.string().min(1, "an address or host name"), default: "127.0.0.1", help: "Address to listen on; 0.0.0.0 for all" },
  VEDETTE_DATA: { parse: z.string().min(1, "a folder"), default: "./data", help: "Folder that holds everything; made if it is missing" },
  VEDETTE_URL: {
    parse: url("http:", "https:").transform((text) => text.replace(/\/+$/, "")),
    default: "",
    help: "Public base URL, as SDKs and browsers reach the server; default from HOST and PORT",
  },
  VEDETTE_STATE_URL: { parse: url("postgres:", "postgresql:"), default: "", help: "Scale-out: PostgreSQL instead of the embedded state store" },
  VEDETTE_TELEMETRY_URL: { parse: url("clickhouse:", "http:", "https:"), default: "", help: "Scale-out: ClickHouse instead of the embedded telemetry store" },
  VEDETTE_BLOBS_URL: { parse: url("s3:", "http:", "https:"), default: "", help: "Scale-out: an S3 bucket instead of local files" },
  VEDETTE_RETENTION_DAYS: { parse: wholeNumber(1, 3650), default: "90", help: "Events older than this are removed, a day's files at a time" },
  VEDETTE_WORKERS: { parse: wholeNumber(0, 64), default: "0", help: "Processing threads; 0 means one for each core but one, at least one" },
  VEDETTE_MAX_PENDING_MB: { parse: wholeNumber(1, 1_000_000), default: "1024", help: "Accepted but unprocessed megabytes above which ingest answers 429" },
  VEDETTE_MAX_LAG_SECONDS: { parse: wholeNumber(1, 86_400), default: "120", help: "Age of the oldest unprocessed item above which ingest answers 429" },
  VEDETTE_MIN_FREE_MB: { parse: wholeNumber(0, 10_000_000), default: "512", help: "Free disk megabytes below which ingest answers 429" },
  VEDETTE_TRUST_PROXY: { parse: z.enum(["true", "false"], "true or false").transform((text) => text === "true"), default: "false", help: "Take the client address from X-Forwarded-For" },
  VEDETTE_LOG_LEVEL: { parse: z.enum(["debug", "info", "warn", "error", "silent"], "debug, info, warn, error or silent"), default: "info", help: "What the server prints about itself" },
} as const;

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
  /** 0: decided by the number of cores. */
  readonly workers: number;
  readonly maxPendingBytes: number;
  readonly maxLagMs: number;
  readonly minFreeBytes: number;
  readonly trustProxy: boolean;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";
}

/** Parses the environment. Throws `InvalidSettings` naming every bad setting, its value and what is allowed. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const problems = Object.keys(environment)
    .filter((name) => name.startsWith("VEDETTE_") && !(name in settingsTable))
    .map((name) => `${name} is no setting of Vedette. Settings are ${Object.keys(settingsTable).join(", ")}.`);
  const read = <N extends keyof typeof settingsTable>(name: N): z.output<(typeof settingsTable)[N]["parse"]> | null => {
    const row = settingsTable[name];
    const text = environment[name] === undefined || environment[name] === "" ? row.default : environment[name];
    if (text === "") return null;
    const result = (row.parse as unknown as z.ZodType<z.output<(typeof settingsTable)[N]["parse"]>>).safeParse(text);
    if (result.success) return result.data;
    problems.push(`${name} is ${JSON.stringify(text)}, but must be ${result.error.issues[0]?.message ?? "valid"}. ${row.help}.`);
    return null;
  };
  const settings: Settings = {
    port: read("PORT") ?? 0,
    host: read("HOST") ?? "",
    dataFolder: path.resolve(read("VEDETTE_DATA") ?? ""),
    publicUrl: read("VEDETTE_URL"),
    stateUrl: read("VEDETTE_STATE_URL"),
    telemetryUrl: read("VEDETTE_TELEMETRY_URL"),
    blobsUrl: read("VEDETTE_BLOBS_URL"),
    retentionDays: read("VEDETTE_RETENTION_DAYS") ?? 0,
    workers: read("VEDETTE_WORKERS") ?? 0,
    maxPendingBytes: (read("VEDETTE_MAX_PENDING_MB") ?? 0) * 1024 * 1024,
    maxLagMs: (read("VEDETTE_MAX_LAG_SECONDS") ?? 0) * 1000,
    minFreeBytes: (read("VEDETTE_MIN_FREE_MB") ?? 0) * 1024 * 1024,
    trustProxy: read("VEDETTE_TRUST_PROXY") ?? false,
    logLevel: read("VEDETTE_LOG_LEVEL") ?? "info",
  };
  if (problems.length > 0) throw new InvalidSettings(problems.join("\n"));
  return settings;
}
