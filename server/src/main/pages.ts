import fs from "node:fs";
import path from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";

/**
 * The built pages. Files under `assets/` carry a hash in their name and are cached for good; every other path that is
 * no file answers the one HTML page, whose router knows it.
 */
export function createPages(folder: string): Hono {
  const pages = new Hono();
  const html = fs.readFileSync(path.join(folder, "index.html"), "utf8");
  pages.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
      referrerPolicy: "same-origin",
      // Set by whoever terminates TLS; this server speaks plain HTTP.
      strictTransportSecurity: false,
    }),
  );
  pages.use(async (context, next) => {
    await next();
    // Without a word on the page itself, a browser guesses how long to keep it, and then looks for assets that an upgrade replaced.
    if (context.res.ok) context.header("Cache-Control", context.req.path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  });
  pages.get("*", serveStatic({ root: folder, precompressed: true }));
  pages.get("/assets/*", (context) => context.text("Not found", 404));
  pages.get("*", (context) => context.html(html));
  return pages;
}
