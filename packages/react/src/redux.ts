import { addBreadcrumb, getClient, getCurrentScope, getGlobalScope, type Scope } from "@vedette/browser";

export interface ReduxOptions<S, A> {
  /** The state goes along as the file `redux_state.json`, too. Default true. */
  readonly attachReduxState?: boolean | undefined;
  /** What of an action becomes a breadcrumb; null for nothing. Default: all of it. */
  readonly actionTransformer?: ((action: A) => unknown) | undefined;
  /** What of the state goes along with events; null for nothing. Default: all of it. */
  readonly stateTransformer?: ((state: S) => unknown) | undefined;
  readonly configureScopeWithState?: ((scope: Scope, state: S) => void) | undefined;
}

/**
 * A store enhancer of Redux: actions become breadcrumbs, and the state goes along with events.
 *
 * @example
 * createStore(reducer, createReduxEnhancer({ stateTransformer: ({ cart }: State) => ({ cart }) }));
 */
export function createReduxEnhancer<S = unknown, A = unknown>(options: ReduxOptions<S, A> = {}): <C extends (...args: never[]) => unknown>(create: C) => C {
  const { attachReduxState = true, actionTransformer = same, stateTransformer = same, configureScopeWithState } = options;
  const told = (state: unknown, action: unknown): void => {
    const scope = getCurrentScope();
    const data: unknown = Reflect.apply(actionTransformer, undefined, [action]);
    if (typeof data === "object" && data !== null) addBreadcrumb({ category: "redux.action", type: "info", data: { ...data } });
    const value: unknown = Reflect.apply(stateTransformer, undefined, [state]);
    scope.setContext("state", value === undefined || value === null ? null : { state: { type: "redux", value } });
    if (configureScopeWithState) Reflect.apply(configureScopeWithState, undefined, [scope, state]);
  };
  const watched = (reducer: unknown): unknown =>
    typeof reducer !== "function"
      ? reducer
      : (state: unknown, action: unknown): unknown => {
          const next: unknown = Reflect.apply(reducer, undefined, [state, action]);
          quietly(() => told(next, action));
          return next;
        };
  // Stores of every version have these two methods; the types of what creates them differ.
  return (create) =>
    new Proxy(create, {
      apply(target, self, [reducer, ...others]: readonly unknown[]) {
        const store: unknown = Reflect.apply(target, self, [watched(reducer), ...others]);
        if (typeof store !== "object" || store === null) return store;
        const replaceReducer: unknown = Reflect.get(store, "replaceReducer");
        if (typeof replaceReducer === "function")
          Reflect.set(store, "replaceReducer", (next: unknown) => void Reflect.apply(replaceReducer, store, [watched(next)]));
        const getState: unknown = Reflect.get(store, "getState");
        if (attachReduxState && typeof getState === "function")
          attachState(() => Reflect.apply(stateTransformer, undefined, [Reflect.apply(getState, store, [])]));
        return store;
      },
    });
}

const same = (value: unknown): unknown => value;

function quietly(action: () => void): void {
  try {
    action();
  } catch (error) {
    getClient()?.log(`the Redux enhancer failed: ${String(error)}`);
  }
}

/** The whole state, which a context may be too small for. */
function attachState(read: () => unknown): void {
  getGlobalScope().addEventProcessor((event, hint) => {
    if (event.type === undefined)
      quietly(() => {
        const data = JSON.stringify(read() ?? undefined);
        if (data) (hint.attachments ??= []).push({ filename: "redux_state.json", data, contentType: "application/json" });
      });
    return event;
  });
}
