import { getActiveSpan, getClient, startInactiveSpan, type Span, type SpanAttributes } from "@vedette/browser";
import { Component, useEffect, useState, type ComponentType, type ReactElement, type ReactNode } from "react";
import { hoistStatics, nameOf } from "./wrapped-component.ts";

export interface ProfilerProps {
  /** What the component is called in the trace. */
  readonly name: string;
  readonly children?: ReactNode;
  /** When one of these changes, the update is a span. `withProfiler` passes the properties of its component. */
  readonly updateProps?: object | undefined;
  readonly disabled?: boolean | undefined;
  /** A span of how long it was on screen, when it leaves that. Default true. */
  readonly includeRender?: boolean | undefined;
  /** Default true. */
  readonly includeUpdates?: boolean | undefined;
}

type Work = "ui.mount" | "ui.update" | "ui.render";

const now = (): number => (performance.timeOrigin + performance.now()) / 1000;
const isStreamed = (): boolean => getClient()?.options.traceLifecycle === "stream";

/** What a component did, as a span below `parent`. None if the parent's transaction was sent already. */
function addSpan(parent: Span | undefined, op: Work, name: string, startTime: number, attributes: SpanAttributes = {}): Span | undefined {
  if (!parent || !(parent.root.isRecording() || isStreamed())) return undefined;
  const span = startInactiveSpan({
    name: isStreamed() ? name : `<${name}>`,
    op,
    startTime,
    parentSpan: parent,
    attributes: { "sentry.origin": "auto.ui.react.profiler", "ui.component_name": name, ...attributes },
  });
  span.end();
  return span;
}

/**
 * Spans of how long components took to mount and to update, and how long they were shown, below the page load or navigation.
 *
 * @example
 * <Profiler name="Cart"><Cart /></Profiler>
 */
export class Profiler extends Component<ProfilerProps> {
  // React may make components that it never mounts: only what was mounted becomes a span.
  readonly #parent = getActiveSpan();
  readonly #made = now();
  #mount: Span | undefined;
  #mountedAt = 0;
  #update: { readonly at: number; readonly changed: string[] } | undefined;

  override componentDidMount(): void {
    if (this.props.disabled) return;
    this.#mount = addSpan(this.#parent, "ui.mount", this.props.name, this.#made);
    this.#mountedAt = now();
  }

  override shouldComponentUpdate({ updateProps = {}, includeUpdates = true }: ProfilerProps): boolean {
    const { updateProps: before = {} } = this.props;
    const changed =
      includeUpdates && this.#mount ? Object.entries(updateProps).flatMap(([key, value]) => (value === Reflect.get(before, key) ? [] : [key])) : [];
    if (changed.length > 0) this.#update = { at: now(), changed };
    return true;
  }

  override componentDidUpdate(): void {
    if (this.#update) addSpan(this.#mount, "ui.update", this.props.name, this.#update.at, { "ui.react.changed_props": this.#update.changed });
    this.#update = undefined;
  }

  override componentWillUnmount(): void {
    if (this.props.includeRender !== false) addSpan(this.#mount, "ui.render", this.props.name, this.#mountedAt);
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

type WithProfilerOptions = Partial<Pick<ProfilerProps, "name" | "disabled" | "includeRender" | "includeUpdates">>;

/** The component inside a `Profiler` of its name. */
export function withProfiler<P extends object>(Wrapped: ComponentType<P>, options: WithProfilerOptions = {}): (props: P) => ReactElement {
  const name = options.name ?? nameOf(Wrapped);
  const Profiled = (props: P): ReactElement => (
    <Profiler {...options} name={name} updateProps={props}>
      <Wrapped {...props} />
    </Profiler>
  );
  Profiled.displayName = `profiler(${name})`;
  return hoistStatics(Profiled, Wrapped);
}

/** Spans of the component that calls it: of its mounting, and of how long it was shown. */
export function useProfiler(
  name: string,
  { disabled = false, hasRenderSpan = true }: { readonly disabled?: boolean; readonly hasRenderSpan?: boolean } = {},
): void {
  // Of the first mounting, whatever the arguments are later.
  const [first] = useState(() => ({ parent: getActiveSpan(), at: now(), name, disabled, hasRenderSpan }));
  useEffect(() => {
    if (first.disabled) return undefined;
    const mount = addSpan(first.parent, "ui.mount", first.name, first.at);
    const mountedAt = now();
    return () => {
      if (first.hasRenderSpan) addSpan(mount, "ui.render", first.name, mountedAt);
    };
  }, [first]);
}
