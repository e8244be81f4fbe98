import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";

const notBuilt = "The pages are not built. Under npm run dev they have an address of their own, which it prints; npm run build builds them for this one.\n";

/**
 * The built pages. Files under `assets/` carry a hash in their name and are cached for good; every other path that is
 * no file answers the one HTML page, whose router knows it.
 */
export function createPages(folder: string): Hono {
  const pages = new Hono();
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
  // Read each time, as its assets are: a build beside a running server must not leave a page that asks for those before.
  pages.get("*", serveStatic({ root: folder, path: "index.html" }));
  pages.get("*", (context) => context.text(notBuilt, 503));
  return pages;
}
