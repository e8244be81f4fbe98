import type { MessagePort } from "node:worker_threads";

/**
 * An object's async methods, callable from another thread. Arguments and results are structured clones; an error
 * arrives with its name and message.
 */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? T[K] : never;
};

interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly stack?: string | undefined };
}

/** Serves the methods of `target` on `port`. Both ends are ours: what should not be called is kept out by the types. */
export function serve(port: MessagePort, target: object): void {
  port.on("message", (call: Call) => {
    void answer(call);
  });
  async function answer(call: Call): Promise<void> {
    try {
      const method: unknown = Reflect.get(target, call.method);
      if (typeof method !== "function" || call.method in Object.prototype) throw new TypeError(`${call.method} is not a method`);
      const value: unknown = await Reflect.apply(method, target, [...call.args]);
      port.postMessage({ id: call.id, value } satisfies Answer);
    } catch (error) {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
      port.postMessage({ id: call.id, error: { name, message, stack } } satisfies Answer);
    }
  }
}

/**
 * The other end of `serve`. Calls under way reject with `WorkerGone` when the port closes. `onDone` hears the name of
 * every method that was answered, before its caller does.
 */
export function connect<T extends object>(port: MessagePort, onDone?: (method: string) => void): Remote<T>;
export function connect(port: MessagePort, onDone?: (method: string) => void): object {
  const waiting = new Map<number, { method: string; resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let closed = false;
  port.on("message", (answer: Answer) => {
    const call = waiting.get(answer.id);
    if (call === undefined) return;
    waiting.delete(answer.id);
    onDone?.(call.method);
    if (answer.error === undefined) call.resolve(answer.value);
    else call.reject(Object.assign(new Error(answer.error.message), { name: answer.error.name, remoteStack: answer.error.stack }));
  });
  port.on("close", () => {
    closed = true;
    for (const call of waiting.values()) call.reject(new WorkerGone());
    waiting.clear();
  });
  const call =
    (method: string) =>
    (...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new WorkerGone());
        const id = ++lastId;
        waiting.set(id, { method, resolve, reject });
        port.postMessage({ id, method, args } satisfies Call);
      });
  // A proxy with a `then` would be taken for a promise by `await`.
  return new Proxy({}, { get: (_, method) => (typeof method === "string" && method !== "then" ? call(method) : undefined) });
}

export class WorkerGone extends Error {
  override readonly name = "WorkerGone";
  constructor() {
    super("the worker thread has ended");
  }
}
