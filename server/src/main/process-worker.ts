import { parentPort, workerData } from "node:worker_threads";
import { readBatch } from "../log/files/read-batch.ts";
import { serveProcessing } from "../pipeline/serve-processing.ts";
import { openGeoDatabase } from "../platform/geo/geo-database.ts";
import { openUploadFinder } from "../stores/uploads/files/find-upload.ts";
import { yieldToRequests } from "./threads.ts";

// The entry of a processing thread.

/** Start-up data of this thread. */
export interface ProcessThreadData {
  readonly uploads: string;
  readonly geoDatabase: string | null;
}

function serve({ uploads, geoDatabase }: ProcessThreadData): void {
  if (parentPort === null) return;
  const geo = (file: string) => (onWarning: (message: string) => void) => {
    const database = openGeoDatabase(file, onWarning);
    return (address: string) => database.lookUp(address);
  };
  serveProcessing({ main: parentPort, readBatch, findUpload: openUploadFinder(uploads), ...(geoDatabase !== null && { geo: geo(geoDatabase) }) });
}

yieldToRequests();
serve(workerData);
