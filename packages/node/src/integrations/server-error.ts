/** Frameworks answer 4xx for errors that say so: mistakes of the client, not of the program. Everything else is reported. */
export function isServerError(error: unknown): boolean {
  if (error === undefined || error === null) return false;
  if (typeof error !== "object") return true;
  const code: unknown = "statusCode" in error ? error.statusCode : "status" in error ? error.status : undefined;
  const status = Number(code);
  return !(Number.isInteger(status) && status >= 300 && status < 500);
}
