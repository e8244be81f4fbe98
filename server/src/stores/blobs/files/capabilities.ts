import type { BlobCapabilities } from "../suite.ts";

export const capabilities: BlobCapabilities = { compacts: true };
