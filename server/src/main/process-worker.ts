import { parentPort } from "node:worker_threads";
import { readBatch } from "../log/files/read-batch.ts";
import { serveProcessing } from "../pipeline/serve-processing.ts";

// The entry of a processing thread.

if (parentPort !== null) serveProcessing({ main: parentPort, readBatch });
