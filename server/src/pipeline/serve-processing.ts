import type { MessagePort } from "node:worker_threads";
import type { LogBatch, LogRecord } from "../log/port.ts";
import type { GeoLookUp } from "../processing/geo/geo.ts";
import { defaultProjectSettings, type ProjectSettings } from "../project-settings/project-settings.ts";
import type { FindUpload } from "../stores/uploads/port.ts";
import type { ProcessedBatch } from "./batch.ts";
import type { Fault, FromProcessor, Job, Result, ToProcessor } from "./job.ts";
import { defaultContext, processBatch, recordPoison, type ProcessContext } from "./process-batch.ts";

export interface ProcessingDeps {
  readonly main: MessagePort;
  readonly readBatch: (batch: LogBatch, onDamaged: (message: string) => void) => LogRecord[];
  readonly context?: ProcessContext;
  readonly geo?: (onWarning: (message: string) => void) => GeoLookUp;
  readonly findUpload?: FindUpload;
}

/** A processing thread: takes jobs from the main thread and hands their results to the writer, moved and not copied. */
export function serveProcessing({ main, readBatch, context = defaultContext, geo, findUpload }: ProcessingDeps): void {
  let writer: MessagePort | undefined;
  const settings = new Map<number, ProjectSettings>();
  const projects: ProcessContext["projects"] = (id) => settings.get(id) ?? defaultProjectSettings;
  const tell = (message: FromProcessor): void => main.postMessage(message, []);
  const warn = (message: string): void => tell({ kind: "warning", message });
  const lookUp = geo?.(warn);
  const places = { ...(lookUp !== undefined && { geo: lookUp }), ...(findUpload !== undefined && { findUpload }) };
  main.on("message", (message: ToProcessor) => {
    if (message.kind === "writer") {
      writer = message.port;
      return;
    }
    if (message.kind === "settings") {
      for (const [projectId, changed] of message.changes) {
        if (changed === null) settings.delete(projectId);
        else settings.set(projectId, changed);
      }
      return;
    }
    const { job } = message;
    const faults: Fault[] = [];
    const processed = run(job, faults);
    const moved = [...processed.blocks.map(({ compressed }) => compressed.buffer), ...processed.attachments.flatMap(({ file }) => file?.buffer ?? [])];
    writer?.postMessage({ after: job.after, processed, source: job.batch, faults } satisfies Result, moved);
    tell({ kind: "done", to: job.to });
  });

  function run(job: Job, faults: Fault[]): ProcessedBatch {
    const all = readBatch(job.batch, warn);
    const whole = job.from === job.batch.firstSeq && job.to === job.batch.lastSeq;
    const records = whole ? all : all.filter(({ seq }) => seq >= job.from && seq <= job.to);
    const range = { firstSeq: job.from, lastSeq: job.to };
    if (!job.poison) return processBatch(range, records, { onFault: (message, seq) => faults.push({ seq, message }), ...context, ...places, projects });
    for (const { seq } of records) faults.push({ seq, message: "Processing it ended the thread that tried, twice." });
    return recordPoison(range, records);
  }
}
