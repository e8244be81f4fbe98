/** The embedded blob store: a folder per UTC day. */
export { inspectBlobs } from "./inspect.ts";
export { openBlobReader } from "./reader.ts";
export { openBlobWriter } from "./writer.ts";
