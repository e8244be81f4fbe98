import type { Client } from "../client/client.ts";
import { Scope, type ScopeData } from "./scope.ts";

/** The scopes of the code that runs now. Getters may create them on first use. */
export interface ScopeFrame {
  readonly isolation: Scope;
  readonly current: Scope;
  /** What an event gets from all scopes, while the frame has made none of its own. */
  data?(): Readonly<ScopeData> | undefined;
}

/** How scopes follow asynchronous code: AsyncLocalStorage in Node, a stack in browsers. */
export interface AsyncContext {
  frame(): ScopeFrame | undefined;
  run<T>(frame: ScopeFrame, callback: () => T): T;
}

/**
 * The only state of the SDK that outlives a call. It hangs on `globalThis` because an application may load the SDK twice (ESM and
 * CommonJS, or two copies in a bundle) and both must see the same client.
 */
interface SdkState {
  readonly global: Scope;
  readonly root: ScopeFrame;
  context: AsyncContext;
  client: Client | undefined;
}

declare global {
  // eslint-disable-next-line no-var
  var __VEDETTE_SDK__: SdkState | undefined;
}

const state = (): SdkState =>
  (globalThis.__VEDETTE_SDK__ ??= {
    global: new Scope(),
    root: { isolation: new Scope(), current: new Scope() },
    context: createStackContext(),
    client: undefined,
  });

/** Without AsyncLocalStorage: right for synchronous code, the last known scope for the rest. */
function createStackContext(): AsyncContext {
  const frames: ScopeFrame[] = [];
  const leave = (frame: ScopeFrame): void => {
    const index = frames.lastIndexOf(frame);
    if (index >= 0) frames.splice(index, 1);
  };
  return {
    frame: () => frames.at(-1),
    run(frame, callback) {
      frames.push(frame);
      let result;
      try {
        result = callback();
      } catch (error) {
        leave(frame);
        throw error;
      }
      if (result instanceof Promise)
        void result.then(
          () => leave(frame),
          () => leave(frame),
        );
      else leave(frame);
      return result;
    },
  };
}

/** Called once by a platform package, before anything else. */
export function setAsyncContext(context: AsyncContext): void {
  state().context = context;
}

const frame = (): ScopeFrame => state().context.frame() ?? state().root;

/** The scopes of the code that runs now, both at once. */
export const getScopeFrame = (): ScopeFrame => frame();

/** Applied to every event of this process. */
export const getGlobalScope = (): Scope => state().global;

/** Of the request, job or page that runs now: breadcrumbs, user and tags set by the top-level functions live here. */
export const getIsolationScope = (): Scope => frame().isolation;

/** Of the innermost `withScope`, `withIsolationScope` or `startSpan` block. */
export const getCurrentScope = (): Scope => frame().current;

/** The client that captures go to: that of the current scope, else the one made by `init`. */
export const getClient = (): Client | undefined => {
  const { current, isolation } = frame();
  return current.getClient() ?? isolation.getClient() ?? state().client;
};

export function setClient(client: Client | undefined): void {
  state().client = client;
}

/** Runs the callback with a copy of the current scope, or with the given one; what it sets on a copy is gone afterwards. */
export function withScope<T>(callback: (scope: Scope) => T): T;
export function withScope<T>(scope: Scope | undefined, callback: (scope: Scope) => T): T;
export function withScope<T>(first: ((scope: Scope) => T) | Scope | undefined, second?: (scope: Scope) => T): T {
  const { isolation, current } = frame();
  const scope = first instanceof Scope ? first : current.clone();
  return state().context.run({ isolation, current: scope }, () => callbackOf(first, second)(scope));
}

function callbackOf<T>(first: ((scope: Scope) => T) | Scope | undefined, second: ((scope: Scope) => T) | undefined): (scope: Scope) => T {
  const callback = second ?? first;
  if (typeof callback !== "function") throw new TypeError("withScope and withIsolationScope need a callback");
  return callback;
}

/** Runs the callback with that very scope as the current one. */
export function withGivenScope<T>(scope: Scope, callback: () => T): T {
  return state().context.run({ isolation: frame().isolation, current: scope }, callback);
}

/** Runs the callback with scopes of its own, as a request or a job wants; or with the given isolation scope. */
export function withIsolationScope<T>(callback: (isolation: Scope) => T): T;
export function withIsolationScope<T>(isolation: Scope | undefined, callback: (isolation: Scope) => T): T;
export function withIsolationScope<T>(first: ((isolation: Scope) => T) | Scope | undefined, second?: (isolation: Scope) => T): T {
  const isolation = first instanceof Scope ? first : frame().isolation.clone();
  return state().context.run({ isolation, current: frame().current.clone() }, () => callbackOf(first, second)(isolation));
}
