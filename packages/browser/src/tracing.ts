export { browserTracingIntegration, type BrowserTracingOptions } from "./tracing/browser-tracing.ts";
export { startNavigation } from "./tracing/idle-root.ts";
