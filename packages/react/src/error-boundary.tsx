import { flush, showReportDialog, type ReportDialogOptions, type Scope } from "@vedette/browser";
import { Component, type ComponentType, type ErrorInfo, type ReactElement, type ReactNode } from "react";
import { captureReactError } from "./component-stack.ts";
import { hoistStatics, nameOf } from "./wrapped-component.ts";

export interface FallbackProps {
  readonly error: unknown;
  readonly componentStack: string;
  readonly eventId: string;
  /** Shows the children again. */
  readonly resetError: () => void;
}

export interface ErrorBoundaryProps {
  readonly children?: ReactNode | (() => ReactNode);
  /** Shown instead of children that failed. Default: nothing. */
  readonly fallback?: ReactNode | ((props: FallbackProps) => ReactNode) | undefined;
  readonly onError?: ((error: unknown, componentStack: string, eventId: string) => void) | undefined;
  /** After `resetError` or a change of `resetKeys`. */
  readonly onReset?: ((error: unknown, componentStack: string, eventId: string) => void) | undefined;
  /** When one of these changes, the children get another chance. */
  readonly resetKeys?: readonly unknown[] | undefined;
  /** Adds to the scope of this one event. */
  readonly beforeCapture?: ((scope: Scope, error: unknown, componentStack: string) => void) | undefined;
  readonly onMount?: (() => void) | undefined;
  /** With what failed, if something did. */
  readonly onUnmount?: ((error: unknown, componentStack: string | null, eventId: string | null) => void) | undefined;
  /** Asks the person what happened, as soon as the error is sent. */
  readonly showDialog?: boolean | undefined;
  readonly dialogOptions?: Omit<ReportDialogOptions, "eventId"> | undefined;
  /** Whether the error counts as handled. Default: true with a fallback. */
  readonly handled?: boolean | undefined;
}

interface Caught {
  readonly error: unknown;
  readonly componentStack: string;
  readonly eventId: string;
}

interface State {
  readonly failed: boolean;
  readonly caught: Caught | undefined;
}

const WELL: State = { failed: false, caught: undefined };

/**
 * Reports errors of the components inside and shows something else instead of them.
 *
 * @example
 * <ErrorBoundary fallback={<p>The cart cannot be shown</p>} resetKeys={[cartId]}><Cart /></ErrorBoundary>
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = WELL;

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    const { beforeCapture, dialogOptions, fallback, handled = fallback !== undefined, onError, showDialog } = this.props;
    const stack = componentStack ?? "";
    const eventId = captureReactError({
      error,
      componentStack: stack,
      mechanism: { type: "react.error_boundary", handled },
      configure: (scope) => beforeCapture?.(scope, error, stack),
    });
    this.setState({ failed: true, caught: { error, componentStack: stack, eventId } });
    onError?.(error, stack, eventId);
    if (showDialog) void ask({ ...dialogOptions, eventId });
  }

  override componentDidMount(): void {
    this.props.onMount?.();
  }

  override componentWillUnmount(): void {
    const { error = null, componentStack = null, eventId = null } = this.state.caught ?? {};
    this.props.onUnmount?.(error, componentStack, eventId);
  }

  override componentDidUpdate(previous: ErrorBoundaryProps): void {
    const [before, now] = [previous.resetKeys ?? [], this.props.resetKeys ?? []];
    const changed = before.length !== now.length || now.some((key, index) => !Object.is(key, before[index]));
    if (changed && this.state.caught) this.resetError();
  }

  readonly resetError = (): void => {
    const { caught } = this.state;
    this.setState(WELL);
    if (caught) this.props.onReset?.(caught.error, caught.componentStack, caught.eventId);
  };

  override render(): ReactNode {
    const { children, fallback } = this.props;
    const { failed, caught } = this.state;
    if (!failed) return typeof children === "function" ? children() : children;
    if (typeof fallback !== "function") return fallback ?? null;
    // Rendered once more as soon as the error is reported, in the same commit.
    return caught ? fallback({ ...caught, resetError: this.resetError }) : null;
  }
}

/** The server has to know the event that is described. */
async function ask(options: ReportDialogOptions): Promise<void> {
  await flush();
  showReportDialog(options);
}

/** The component inside an `ErrorBoundary`. */
export function withErrorBoundary<P extends object>(Wrapped: ComponentType<P>, options: ErrorBoundaryProps): (props: P) => ReactElement {
  const Bounded = (props: P): ReactElement => (
    <ErrorBoundary {...options}>
      <Wrapped {...props} />
    </ErrorBoundary>
  );
  Bounded.displayName = `errorBoundary(${nameOf(Wrapped)})`;
  return hoistStatics(Bounded, Wrapped);
}
