import { hasExtension, type SpanUrl } from "./url.ts";

/** What a framework loads by itself, and calls of language models, which take what they take. */
export function isFrameworkData({ host, path }: SpanUrl): boolean {
  return path.includes("_next/static/") || path.includes("_next/data/") || host.includes("aiplatform.googleapis.com");
}

/** A file, and no endpoint. */
export function isStaticFile(url: SpanUrl): boolean {
  return hasExtension(url) && !url.path.toLowerCase().endsWith(".json");
}
