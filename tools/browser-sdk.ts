// Everything that the loader script offers; `build.ts` makes one script of it.
export * from "@vedette/browser";
export { browserTracingIntegration, startNavigation } from "@vedette/browser/tracing";
