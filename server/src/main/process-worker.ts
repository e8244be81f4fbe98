import { parentPort } from "node:worker_threads";
import { readBatch } from "../log/files/read-batch.ts";
import { serveProcessing } from "../pipeline/serve-processing.ts";
import { yieldToRequests } from "./threads.ts";

// The entry of a processing thread.

yieldToRequests();
if (parentPort !== null) serveProcessing({ main: parentPort, readBatch });
