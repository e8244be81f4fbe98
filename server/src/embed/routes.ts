import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { dialogCors, saveDialog, showDialog } from "./error-page.ts";
import { isDsnFeedback, saveDsnFeedback } from "./dsn-feedback.ts";
import type { EmbedContext } from "./embed-context.ts";
import { serveLoader } from "./loader.ts";

const script = {
  "content-type": "text/javascript; charset=utf-8",
  "access-control-allow-origin": "*",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "cross-origin",
};

/** Undefined for requests of others. `/api/embed/error-page/`, `/js-sdk-loader/{key}.min.js` and the bundle that the loader loads. */
export function createEmbed(context: EmbedContext): (request: Request) => Response | Promise<Response> | undefined {
  const routes = new Hono({ strict: false });
  routes.get("/api/embed/error-page", (c) => showDialog(context, c.req.raw));
  routes.post("/api/embed/error-page", (c) => saveDialog(context, c.req.raw));
  routes.options("/api/embed/error-page", (c) => new Response(null, { status: 204, headers: dialogCors(c.req.raw) }));
  routes.get("/js-sdk-loader/:file", (c) => serveLoader(context, c.req.param("file"), c.req.header("if-none-match")));
  routes.get("/js-sdk/vedette.min.js", async () => {
    const bundle = await readFile(context.sdkFile).catch(() => undefined);
    if (bundle === undefined) return new Response("The bundle is not built.\n", { status: 404, headers: { "access-control-allow-origin": "*" } });
    return new Response(new Uint8Array(bundle), { headers: { ...script, "cache-control": "public, max-age=3600" } });
  });
  return (request) => {
    const { pathname } = new URL(request.url);
    if (isDsnFeedback(pathname, request)) return saveDsnFeedback(context, request);
    return isEmbed(pathname) ? routes.fetch(request) : undefined;
  };
}

/** Whether a request is for these routes. */
function isEmbed(pathname: string): boolean {
  return pathname.startsWith("/js-sdk-loader/") || pathname.startsWith("/js-sdk/") || /^\/+api\/+embed\/+error-page\/*$/.test(pathname);
}
