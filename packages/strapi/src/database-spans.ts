import { instrumentKnex } from "@vedette/node/knex";
import type { StrapiLike } from "./strapi-like.ts";

type Knex = Parameters<typeof instrumentKnex>[0];

/** A span for each query, without its values, inside of a request or task that is traced. */
export function traceDatabase({ db }: StrapiLike): void {
  if (isKnex(db.connection)) instrumentKnex(db.connection);
}

/** An instance of Knex is a function that emits events. */
const isKnex = (value: unknown): value is Knex => typeof value === "function" && "on" in value;
