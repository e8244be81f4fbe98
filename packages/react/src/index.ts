export { Profiler, useProfiler, withProfiler, type ProfilerProps } from "./profiler.tsx";
export { createReduxEnhancer, type ReduxOptions } from "./redux.ts";
export { ErrorBoundary, withErrorBoundary, type ErrorBoundaryProps, type FallbackProps } from "./error-boundary.tsx";
export { reactErrorHandler, type ReactErrorInfo } from "./react-error-handler.ts";
export * from "@vedette/browser";
