import { startSpan } from "@vedette/node";
import type { StrapiLike } from "./strapi-like.ts";

/** A span for each call of the document service inside of a request or task that is traced. */
export function traceDocuments(strapi: StrapiLike): void {
  strapi.documents.use(({ uid, action }, next) =>
    startSpan(
      {
        name: `${action} ${uid}`,
        op: "strapi.document",
        onlyIfParent: true,
        attributes: { "sentry.origin": "auto.strapi.documents", "strapi.uid": uid, "strapi.action": action },
      },
      () => next(),
    ),
  );
}
