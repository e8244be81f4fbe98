import type { ServerResponse } from "node:http";
import {
  getGlobalScope,
  getScopeFrame,
  mergeData,
  type Context,
  type EventSource,
  type PropagationContext,
  type RequestData,
  type Scope,
  type ScopeData,
  type ScopeFrame,
  type SessionCounter,
  type Span,
  type User,
} from "@vedette/core";
import { DEFAULT_POLICY, type Policy } from "../frameworks/options.ts";
import { beforeHead } from "./before-head.ts";
import type { BodyReader, RecordedBody } from "./request-body.ts";
import { requestData, type Collect } from "./request-data.ts";
import { factsOf, isWebRequest, type NodeRequest } from "./request-facts.ts";

/** The request whose isolation scope this is. */
export const frameOfScope = ({ owner }: Scope): RequestFrame | undefined => (owner instanceof RequestFrame ? owner : undefined);

type CountedSession = ReturnType<SessionCounter["start"]>;

/** The last error of this request that somebody decided about; undefined `delivered`: it is not reported. */
export interface JudgedError {
  readonly error: unknown;
  readonly delivered: Promise<unknown> | undefined;
}

/**
 * The scopes of one request, made when somebody asks for them: most requests report nothing. Holds the request only until it is
 * answered, because an idle keep-alive connection keeps its last frame reachable.
 */
export class RequestFrame implements ScopeFrame, EventSource {
  readonly #collect: Collect;
  readonly #session: CountedSession | undefined;
  /** The scopes that were current when the request came: those of the process. */
  readonly #outerIsolation: Scope;
  readonly #outerCurrent: Scope;
  /** The transaction of the request, with tracing. */
  span: Span | undefined;
  /** Noted for a transaction when the request is answered. */
  response: Context | undefined;
  /** Such as `koa`; the one that took the request over last. */
  framework = "http";
  policy: Policy = DEFAULT_POLICY;
  /** As `emitHeader`, for this one request. */
  namesEvent = false;
  answer: ServerResponse | undefined;
  /** For answers that are no `response` of Node. */
  setHeader: ((name: string, value: string) => void) | undefined;
  judged: JudgedError | undefined;
  /** Given to `attachError`, and not yet reported. */
  attached: { readonly error: unknown } | undefined;
  /** The body as the framework parsed it, if it does not keep it as `body` of the request. */
  parsedBody: BodyReader | undefined;
  recordedBody: RecordedBody | undefined;
  #request: NodeRequest | Request | undefined;
  #data: RequestData | undefined;
  #isolation: Scope | undefined;
  #current: Scope | undefined;
  #transaction: string | undefined;
  #trace: PropagationContext | undefined;

  constructor(request: NodeRequest | Request, collect: Collect, session: CountedSession | undefined) {
    this.#request = request;
    this.#collect = collect;
    this.#session = session;
    const { isolation, current } = getScopeFrame();
    this.#outerIsolation = isolation;
    this.#outerCurrent = current;
  }

  get isolation(): Scope {
    if (this.#isolation) return this.#isolation;
    const scope = this.#outerIsolation.clone().clearBreadcrumbs();
    scope.setSession(this.#session).setLastEventId(undefined);
    scope.setSource(this);
    if (this.policy.client) scope.setClient(this.policy.client);
    scope.owner = this;
    return (this.#isolation = scope);
  }

  get current(): Scope {
    if (this.#current) return this.#current;
    // The trace of the process is not the trace of its requests.
    const scope = this.#outerCurrent.clone().forgetTrace();
    if (this.#trace) scope.setPropagationContext(this.#trace).setSpan(this.span);
    return (this.#current = scope);
  }

  /** What runs in this request belongs to that trace and that span. */
  join(trace: PropagationContext, span: Span): void {
    this.#trace = trace;
    this.span = span;
    this.#current?.setPropagationContext(trace).setSpan(span);
  }

  data(): Readonly<ScopeData> | undefined {
    if (this.#isolation || this.#current) return undefined;
    return mergeData(getGlobalScope().getScopeData(), this.#outerIsolation.dataFor(this), this.#outerCurrent.getScopeData());
  }

  get wantsBody(): boolean {
    return this.policy.sendBody ?? this.#collect.body;
  }

  /** From now on the rules of this framework, or of this part of the application, hold. */
  adopt(framework: string, policy: Policy): void {
    this.framework = framework;
    this.policy = policy;
    if (policy.client) this.isolation.setClient(policy.client);
    if (!policy.tracing && this.span) this.dropTransaction();
  }

  /** The span is never ended, and so never sent. */
  dropTransaction(): void {
    if (this.#current?.getSpan() === this.span) this.#current?.setSpan(undefined);
    this.span = undefined;
  }

  hasReported(error: unknown): boolean {
    return this.judged !== undefined && this.judged.error === error && this.judged.delivered !== undefined;
  }

  /** Adds a header to the answer, as long as that is possible. */
  addHeader(name: string, value: string): void {
    const { answer, setHeader } = this;
    if (setHeader) setHeader(name, value);
    else if (answer && !answer.headersSent) {
      answer.setHeader(name, value);
      // Again, in case that the framework clears all headers before it answers an error.
      beforeHead(answer, () => void answer.setHeader(name, value));
    }
  }

  /** The name of errors and of the transaction once the route is known. */
  setTransaction(name: string): void {
    this.#transaction = name;
  }

  get arriving(): Promise<void> | undefined {
    return this.wantsBody ? this.recordedBody?.arriving : undefined;
  }

  /** As it is now, or was when it was answered. */
  get request(): RequestData | undefined {
    return this.policy.sendRequest ? this.#read() : undefined;
  }

  get user(): User | undefined {
    if (!this.#collect.ip) return undefined;
    const address = this.#read()?.env?.["REMOTE_ADDR"];
    return address === undefined ? undefined : { ip_address: address };
  }

  get transaction(): string | undefined {
    return this.#transaction ?? fallbackName(this.#read());
  }

  get session(): CountedSession | undefined {
    return this.#session;
  }

  /** After the answer: keeps the facts if an event may still need them, lets go of the rest. */
  release(): void {
    if (this.#isolation || this.#current || this.response) this.#read();
    this.#request = undefined;
    this.answer = undefined;
    this.setHeader = undefined;
    this.judged = undefined;
  }

  #read(): RequestData | undefined {
    const request = this.#request;
    // Read again while the request lives: the body is parsed and the address rewritten on the way.
    if (request) this.#data = requestData(factsOf(request), this.#collect, this.#body(request), this.wantsBody);
    return this.#data;
  }

  #body(request: NodeRequest | Request): unknown {
    if (!this.wantsBody) return undefined;
    const parsed = this.parsedBody ? this.parsedBody() : isWebRequest(request) ? undefined : Reflect.get(request, "body");
    return parsed ?? this.recordedBody?.read();
  }
}

function fallbackName(data: RequestData | undefined): string | undefined {
  if (data?.url === undefined) return undefined;
  return `${data.method ?? "GET"} ${new URL(data.url, "http://localhost").pathname}`;
}
