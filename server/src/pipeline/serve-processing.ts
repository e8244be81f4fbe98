import type { MessagePort } from "node:worker_threads";
import type { LogBatch, LogRecord } from "../log/port.ts";
import type { ProcessedBatch } from "./batch.ts";
import type { FromProcessor, Job, Result, ToProcessor } from "./job.ts";
import { defaultContext, processBatch, recordPoison, type ProcessContext } from "./process-batch.ts";

export interface ProcessingDeps {
  readonly main: MessagePort;
  readonly readBatch: (batch: LogBatch, onDamaged: (message: string) => void) => LogRecord[];
  readonly context?: ProcessContext;
}

/** A processing thread: takes jobs from the main thread and hands their results to the writer, moved and not copied. */
export function serveProcessing({ main, readBatch, context = defaultContext }: ProcessingDeps): void {
  let writer: MessagePort | undefined;
  const tell = (message: FromProcessor): void => main.postMessage(message, []);
  const warn = (message: string): void => tell({ kind: "warning", message });
  main.on("message", (message: ToProcessor) => {
    if (message.kind === "writer") {
      writer = message.port;
      return;
    }
    const { job } = message;
    const processed = run(job);
    const moved = [...processed.blocks.map(({ compressed }) => compressed.buffer), ...processed.attachments.map(({ bytes }) => bytes.buffer)];
    writer?.postMessage({ after: job.after, processed } satisfies Result, moved);
    tell({ kind: "done", to: job.to });
  });

  function run(job: Job): ProcessedBatch {
    const all = readBatch(job.batch, warn);
    const whole = job.from === job.batch.firstSeq && job.to === job.batch.lastSeq;
    const records = whole ? all : all.filter(({ seq }) => seq >= job.from && seq <= job.to);
    const range = { firstSeq: job.from, lastSeq: job.to };
    return job.poison ? recordPoison(range, records) : processBatch(range, records, { onFault: warn, ...context });
  }
}
