export { browserTracingIntegration, type BrowserTracingOptions } from "./tracing/browser-tracing.ts";
export { longFramesIntegration } from "./tracing/long-frames.ts";
export { startNavigation } from "./tracing/idle-root.ts";
