import { AsyncLocalStorage } from "node:async_hooks";
import { setAsyncContext, type ScopeFrame } from "@vedette/core";

let storage: AsyncLocalStorage<ScopeFrame | undefined> | undefined;

/** One per process: every further one would cost each asynchronous step of the program again. */
function store(): AsyncLocalStorage<ScopeFrame | undefined> {
  return (storage ??= new AsyncLocalStorage());
}

/** Scopes follow promises, timers and callbacks. */
export function useAsyncLocalStorage(): void {
  const als = store();
  setAsyncContext({ frame: () => als.getStore(), run: (frame, callback) => als.run(frame, callback) });
}

export const currentFrame = (): ScopeFrame | undefined => store().getStore();

/** Makes the frame current for the rest of this call and all that it starts. */
export function enterFrame(frame: ScopeFrame): void {
  store().enterWith(frame);
}

/** Runs the callback without any frame, so that what it starts does not keep the scopes of a request alive. */
export function outsideFrames<T>(callback: () => T): T {
  return store().run(undefined, callback);
}

/** Runs the callback, and all that it starts, with the frame as the current one. */
export function runFrame<T>(frame: ScopeFrame, callback: () => T): T {
  return store().run(frame, callback);
}
