export { queueTelemetry, watchProcessor, type BullJobLike } from "./bullmq.ts";
export { watchCroner, watchNodeCron, type CronWatchOptions } from "./cron.ts";
export type { JobFacts, JobMonitor, JobOptions } from "./run-job.ts";
