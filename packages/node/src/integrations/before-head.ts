import type { ServerResponse } from "node:http";

/**
 * Calls back when this one answer is about to be sent, with its status, while headers can still be added: whatever framework it is, and
 * after it cleared all headers to answer an error, as Koa does.
 */
export function beforeHead(response: ServerResponse, callback: (status: number) => void): void {
  if (response.headersSent) return;
  const original: unknown = Reflect.get(response, "writeHead");
  const writeHead = (...args: readonly unknown[]): unknown => {
    callback(typeof args[0] === "number" ? args[0] : response.statusCode);
    return typeof original === "function" ? Reflect.apply(original, response, args) : response;
  };
  Reflect.set(response, "writeHead", writeHead);
}
