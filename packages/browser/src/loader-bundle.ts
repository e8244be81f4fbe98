// Everything that a server's loader script offers as `window.Sentry`; the server's build makes one script of it.
export * from "./index.ts";
export { browserTracingIntegration, startNavigation } from "./tracing.ts";
