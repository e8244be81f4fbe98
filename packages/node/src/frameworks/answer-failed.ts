import type { ServerResponse } from "node:http";

const TEXT = "Internal Server Error";

/** What a request is answered with when its error is not passed on (`rethrow: false`) and nothing else answered it. */
export function answerFailed(response: ServerResponse): void {
  if (response.headersSent) return void response.end();
  response.statusCode = 500;
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(TEXT);
}

/** The same for frameworks of the web platform. */
export const failedResponse = (): Response => new Response(TEXT, { status: 500, headers: { "content-type": "text/plain; charset=utf-8" } });
