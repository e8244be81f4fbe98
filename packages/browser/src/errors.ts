export { captureException, captureMessage, init, type ErrorContext, type ErrorsOptions } from "./errors/report.ts";
export { addBreadcrumb, flush, lastEventId, setContext, setExtra, setTag, setTags, setUser } from "./errors/report.ts";
