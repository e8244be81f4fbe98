import { getCurrentScope, hasOpenChildren, startInactiveSpan, type Scope, type Span, type SpanAttributes } from "@vedette/core";

export interface IdleOptions {
  /** Milliseconds without anything under way after which a page load or navigation is over. Default 1000. */
  readonly idleTimeout?: number | undefined;
  /** Milliseconds after which it is over in any case. Default 30000. */
  readonly finalTimeout?: number | undefined;
}

export interface IdleRoot {
  readonly span: Span;
  /** Something that belongs to it began; the returned function says that it ended. */
  begin(): () => void;
  end(): void;
}

export interface RootParts extends IdleOptions {
  readonly name: string;
  readonly op: "pageload" | "navigation";
  readonly attributes?: SpanAttributes | undefined;
  /** Seconds since 1970; now if absent. */
  readonly startTime?: number | undefined;
  /** The page that was shown before. */
  readonly previous?: Span | undefined;
  readonly scope: Scope;
  /** Called before it is sent. */
  readonly onEnd: (root: Span) => void;
}

/** The root span of a page: nobody ends it, so it ends when nothing happens any more, at the time of what happened last. */
export function startIdleRoot({ name, op, attributes, startTime, previous, scope, onEnd, idleTimeout = 1000, finalTimeout = 30_000 }: RootParts): IdleRoot {
  const span = startInactiveSpan({
    name,
    op,
    parentSpan: null,
    ...(startTime === undefined ? {} : { startTime }),
    ...(previous ? { links: [{ context: previous.spanContext(), attributes: { "sentry.link.type": "previous_trace" } }] } : {}),
    attributes: { "sentry.source": "url", "sentry.origin": `auto.${op}.browser`, ...attributes },
  });
  scope.setSpan(span);
  let running = 0;
  let last = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const end = (): void => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    clearTimeout(final);
    onEnd(span);
    if (scope.getSpan() === span) scope.setSpan(undefined);
    span.end(last);
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.readyState !== "complete" || hasOpenChildren(span)) {
        last = Date.now();
        wait();
      } else if (running === 0) end();
    }, idleTimeout);
  };
  const final = setTimeout(end, finalTimeout);
  wait();
  return {
    span,
    begin() {
      running++;
      clearTimeout(timer);
      return () => {
        running--;
        last = Date.now();
        if (running === 0 && !ended) wait();
      };
    },
    end,
  };
}

type Navigate = (name: string, attributes?: SpanAttributes) => void;
let navigate: Navigate | undefined;

export function setNavigate(next: Navigate | undefined): void {
  navigate = next;
}

/**
 * For routers that know better than the address what page is shown: begins a navigation of that name.
 *
 * @example
 * startNavigation("/orders/:id", { "sentry.source": "route" });
 */
export function startNavigation(name: string, attributes: SpanAttributes = { "sentry.source": "route" }): void {
  if (navigate) navigate(name, attributes);
  else getCurrentScope().setTransactionName(name);
}
