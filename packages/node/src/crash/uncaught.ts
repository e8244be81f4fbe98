import { captureException, type Integration } from "@vedette/core";

/**
 * Reports what would end the process, by watching only: no listener that would change whether it ends. With Node's default mode this
 * sees unhandled rejections too, since Node raises them as uncaught exceptions.
 */
export function uncaughtExceptionIntegration(): Integration {
  return {
    name: "OnUncaughtException",
    start() {
      const onUncaught = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
        const type = origin === "unhandledRejection" ? "onunhandledrejection" : "onuncaughtexception";
        captureException(error, { level: "fatal", mechanism: { type: `auto.node.${type}`, handled: false } });
      };
      process.on("uncaughtExceptionMonitor", onUncaught);
      return () => process.off("uncaughtExceptionMonitor", onUncaught);
    },
  };
}

/** Modes in which a listener changes nothing about the process (`node --unhandled-rejections`). */
const INDIFFERENT_MODES = new Set(["none", "warn"]);

/**
 * Reports unhandled rejections that do not end the process. A listener of our own would stop Node from raising them, so there is one only
 * while the application has one itself, or in a mode that does not look at listeners (`mode`, default `throw`).
 */
export function unhandledRejectionIntegration(mode = "throw"): Integration {
  return {
    name: "OnUnhandledRejection",
    start() {
      let listening = false;
      const onRejection = (reason: unknown): void => {
        captureException(reason, { mechanism: { type: "auto.node.onunhandledrejection", handled: false } });
      };
      const listen = (wanted: boolean): void => {
        if (wanted === listening) return;
        listening = wanted;
        if (wanted) process.on("unhandledRejection", onRejection);
        else process.off("unhandledRejection", onRejection);
      };
      const others = (): number => process.listeners("unhandledRejection").filter((listener) => listener !== onRejection).length;
      const onNew = (event: string | symbol, listener: unknown): void => {
        if (event === "unhandledRejection" && listener !== onRejection) listen(true);
      };
      const onRemoved = (event: string | symbol): void => {
        if (event === "unhandledRejection" && others() === 0) listen(INDIFFERENT_MODES.has(mode));
      };
      listen(others() > 0 || INDIFFERENT_MODES.has(mode));
      process.on("newListener", onNew);
      process.on("removeListener", onRemoved);
      return () => {
        process.off("newListener", onNew);
        process.off("removeListener", onRemoved);
        listen(false);
      };
    },
  };
}

/** The last one given wins; arguments come after NODE_OPTIONS. */
export function rejectionMode(args: readonly string[], nodeOptions: string): string {
  const words = [...nodeOptions.split(/\s+/), ...args];
  let mode = "throw";
  for (const [index, word] of words.entries()) {
    if (word.startsWith("--unhandled-rejections=")) mode = word.slice("--unhandled-rejections=".length);
    else if (word === "--unhandled-rejections") mode = words[index + 1] ?? mode;
  }
  return mode;
}
