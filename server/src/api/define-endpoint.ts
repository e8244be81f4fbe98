import { z } from "zod";
import type { Actor } from "../auth/actor.ts";
import type { Scope } from "../auth/scopes.ts";
import type { Access } from "./access.ts";
import { accessOf } from "./access.ts";
import type { Admission } from "./admission.ts";
import type { ApiContext } from "./context.ts";
import type { PageLinks } from "./pagination.ts";
import type { Place } from "./place.ts";
import { parseBody, parseParameters, parseQuery } from "./validate.ts";

type Method = "get" | "post" | "put" | "delete";

/** What `handler` gets besides what its place found (`organization`, `project`, `team`). */
interface Incoming<Who, Params, Query, Body> extends ApiContext {
  readonly actor: Who;
  readonly access: Access;
  /** Path parameters that the place did not consume. */
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
  /** As far as it is known and trusted; for throttling. */
  readonly clientAddress: string;
}

/** An answer. `page` prints the Link header; `status` defaults to the endpoint's own. */
export interface Reply<Body> {
  readonly body?: Body;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly page?: PageLinks;
}

interface Description {
  readonly method: Method;
  /** Below `/api/0`, with `{parameters}` and a trailing slash: `/projects/{organization}/{project}/keys/`. */
  readonly path: string;
  /** One line for the documentation. */
  readonly summary: string;
  /** Where the shape or behaviour deviates from Sentry's, or why. */
  readonly description?: string;
  /** Any one is enough. */
  readonly scopes: readonly Scope[];
  /** Of the usual answer; 200 when left out. */
  readonly status?: number;
  /** Statuses besides the usual one, with what they mean. */
  readonly otherStatuses?: Readonly<Record<number, string>>;
  /** Largest body in bytes; 1 MiB when left out. */
  readonly bodyBytes?: number;
  /** Not part of Sentry's API: for our own pages. */
  readonly internal?: boolean;
}

interface Definition<Who, Found, Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType> extends Description {
  readonly auth: Admission<Who>;
  readonly place: Place<Found>;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Left out: no body (204 and the like), or a `Response` of the handler's own. */
  readonly response?: Answer;
  readonly handler: (incoming: Incoming<Who, z.output<Params>, z.output<Query>, z.output<Body>> & Found) => Promise<Reply<z.input<Answer>> | Response>;
}

/** An endpoint with its types erased, as the app and the generators see it. */
export interface Endpoint extends Description {
  readonly auth: Admission<unknown>["kind"];
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType;
  readonly response: z.ZodType;
  answer(raw: RawIncoming): Promise<Reply<unknown> | Response>;
}

/** A request whose credentials were read, before anything was decided about it. */
interface RawIncoming extends Omit<Incoming<Actor | null, unknown, unknown, unknown>, "params" | "query" | "body" | "access"> {
  readonly path: Readonly<Record<string, string>>;
  readonly search: URLSearchParams;
  readonly bodyText: () => Promise<string>;
}

type Nothing = z.ZodObject<Record<string, never>>;

/**
 * Declares an endpoint. Everything else follows from the declaration: routing, authorization, validation, OpenAPI,
 * the typed client and the permission tests.
 */
export function defineEndpoint<
  Who,
  Found,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodObject = Nothing,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
>(definition: Definition<Who, Found, Params, Query, Body, Answer>): Endpoint;
export function defineEndpoint(definition: Definition<unknown, object, z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>): Endpoint {
  const { auth, place, handler, params = z.object({}), query = z.object({}), body = z.undefined(), response = z.undefined(), ...description } = definition;
  checkPath(definition.path, [...place.parameters, ...Object.keys(params.shape)]);
  return {
    ...description,
    auth: auth.kind,
    params,
    query,
    body,
    response,
    async answer({ path, search, bodyText, ...raw }) {
      const actor = auth.admit(raw.actor);
      const found = await place.find({ state: raw.stores.state, actor: raw.actor, scopes: definition.scopes, parameters: path });
      return handler({
        ...raw,
        actor,
        access: accessOf(raw.stores.state, raw.actor, definition.scopes),
        params: parseParameters(params, path),
        query: parseQuery(query, search),
        body: await parseBody(body, bodyText),
        ...found,
      });
    },
  };
}

function checkPath(path: string, parameters: readonly string[]): void {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const wrong = [...inPath.filter((name) => name === undefined || !parameters.includes(name)), ...parameters.filter((name) => !inPath.includes(name))];
  if (wrong.length > 0) throw new TypeError(`${path}: the parameters ${wrong.join(", ")} must be both in the path and in its place or its params`);
  if (!path.startsWith("/") || !path.endsWith("/")) throw new TypeError(`${path} must start and end with a slash`);
}
