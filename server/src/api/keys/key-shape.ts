import { z } from "zod";
import { dsnAddresses } from "../../projects/dsn.ts";
import type { ProjectKey } from "../../stores/state/model.ts";
import { date, isoDate } from "../dates.ts";

const address = z.string();

export const keyShape = z
  .object({
    /** The public key: 32 hex. */
    id: z.string(),
    name: z.string(),
    label: z.string(),
    public: z.string(),
    secret: z.string(),
    projectId: z.int(),
    isActive: z.boolean(),
    rateLimit: z.object({ window: z.int(), count: z.int() }).nullable(),
    dsn: z.object({
      public: address,
      secret: address,
      csp: address,
      security: address,
      minidump: address,
      nel: address,
      unreal: address,
      crons: address,
      cdn: address,
      playstation: address,
      integration: address,
      otlp_traces: address,
      otlp_logs: address,
    }),
    browserSdkVersion: z.string(),
    browserSdk: z.object({ choices: z.array(z.array(z.string())) }),
    dateCreated: date,
    dynamicSdkLoaderOptions: z.object({
      hasReplay: z.boolean(),
      hasPerformance: z.boolean(),
      hasDebug: z.boolean(),
      hasFeedback: z.boolean(),
      hasLogsAndMetrics: z.boolean(),
    }),
  })
  .meta({ id: "ProjectKey" });

export function toKey(key: ProjectKey, publicUrl: string): z.infer<typeof keyShape> {
  return {
    id: key.publicKey,
    name: key.name,
    label: key.name,
    public: key.publicKey,
    secret: key.secretKey,
    projectId: key.projectId,
    isActive: key.isActive,
    rateLimit: key.rateLimit === null ? null : { window: key.rateLimit.window, count: key.rateLimit.count },
    dsn: dsnAddresses(key, publicUrl),
    browserSdkVersion: key.loader.sdkVersion,
    browserSdk: { choices: [["latest", "latest"]] },
    dateCreated: isoDate(key.createdAt),
    dynamicSdkLoaderOptions: loaderJson(key.loader),
  };
}

function loaderJson({ hasReplay, hasPerformance, hasDebug, hasFeedback, hasLogsAndMetrics }: ProjectKey["loader"]) {
  return { hasReplay, hasPerformance, hasDebug, hasFeedback, hasLogsAndMetrics };
}
