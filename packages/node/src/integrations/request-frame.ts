import type { IncomingMessage } from "node:http";
import { getCurrentScope, getIsolationScope, type Event, type RequestData, type Scope, type ScopeFrame, type Session, type Span } from "@vedette/core";
import { clientAddress, requestData, type Collect } from "./request-data.ts";

/**
 * The scopes of one request, made when somebody asks for them: most requests report nothing. Holds the request only until it is
 * answered, because an idle keep-alive connection keeps its last frame reachable.
 */
export class RequestFrame implements ScopeFrame {
  readonly #collect: Collect;
  readonly #session: Session | undefined;
  /** The scopes that were current when the request came: those of the process. */
  readonly #outer: { readonly isolation: Scope; readonly current: Scope };
  /** The transaction of the request, with tracing. */
  span: Span | undefined;
  #request: IncomingMessage | undefined;
  #data: RequestData | undefined;
  #isolation: Scope | undefined;
  #current: Scope | undefined;
  #transaction: string | undefined;

  constructor(request: IncomingMessage, collect: Collect, session: Session | undefined) {
    this.#request = request;
    this.#collect = collect;
    this.#session = session;
    this.#outer = { isolation: getIsolationScope(), current: getCurrentScope() };
  }

  get isolation(): Scope {
    if (this.#isolation) return this.#isolation;
    const scope = this.#outer.isolation.clone().clearBreadcrumbs();
    scope.setSession(this.#session).setLastEventId(undefined);
    scope.addEventProcessor((event) => this.#describe(event));
    return (this.#isolation = scope);
  }

  get current(): Scope {
    if (this.#current) return this.#current;
    // The trace of the process is not the trace of its requests.
    return (this.#current = this.#outer.current.clone().forgetTrace());
  }

  /** The name of errors and of the transaction once the route is known. */
  setTransaction(name: string): void {
    this.#transaction = name;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** After the answer: keeps the facts if an event may still need them, lets go of the rest. */
  release(): void {
    if (this.#isolation) this.#read();
    this.#request = undefined;
  }

  #read(): RequestData | undefined {
    const request = this.#request;
    // Read again while the request lives: the body is parsed and the address rewritten on the way.
    if (request) this.#data = requestData({ request, body: "body" in request ? request.body : undefined }, this.#collect);
    return this.#data;
  }

  #describe(event: Event): Event {
    if (event.type === "feedback") return event;
    const request = this.#request;
    const data = this.#read();
    if (data) event.request = { ...data, ...event.request };
    if (this.#collect.ip && request) event.user = { ip_address: clientAddress(request), ...event.user };
    if (event.transaction === undefined) {
      const name = this.#transaction ?? fallbackName(data);
      if (name !== undefined) event.transaction = name;
    }
    return event;
  }
}

function fallbackName(data: RequestData | undefined): string | undefined {
  if (data?.url === undefined) return undefined;
  return `${data.method ?? "GET"} ${new URL(data.url, "http://localhost").pathname}`;
}
