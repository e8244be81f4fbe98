export { ErrorBoundary, withErrorBoundary, type ErrorBoundaryProps, type FallbackProps } from "./error-boundary.tsx";
export { reactErrorHandler, type ReactErrorInfo } from "./react-error-handler.ts";
export * from "@vedette/browser";
