import { parentPort, workerData } from "node:worker_threads";
import { readBatch } from "../log/files/read-batch.ts";
import { serveProcessing } from "../pipeline/serve-processing.ts";
import { openGeoDatabase } from "../platform/geo/geo-database.ts";
import { yieldToRequests } from "./threads.ts";

// The entry of a processing thread.

/** Start-up data of this thread. */
export interface ProcessThreadData {
  readonly geoDatabase: string | null;
}

function serve({ geoDatabase }: ProcessThreadData): void {
  if (parentPort === null) return;
  const geo = (file: string) => (onWarning: (message: string) => void) => {
    const database = openGeoDatabase(file, onWarning);
    return (address: string) => database.lookUp(address);
  };
  serveProcessing({ main: parentPort, readBatch, ...(geoDatabase !== null && { geo: geo(geoDatabase) }) });
}

yieldToRequests();
serve(workerData);
