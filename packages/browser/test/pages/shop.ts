import * as SDK from "@vedette/browser";
import { offlineSpool } from "@vedette/browser/offline";
import { browserTracingIntegration } from "@vedette/browser/tracing";
import "./page-window.ts";
import { scenarios } from "./scenarios.ts";

/** `?s=<scenario>` picks what the page does; `__done` says that it did, `__failed` why not. */
Reflect.set(window, "SDK", SDK);
Reflect.set(window, "tracing", browserTracingIntegration);
Reflect.set(window, "offlineSpool", offlineSpool);
const name = new URLSearchParams(location.search).get("s") ?? "";
try {
  await scenarios[name]?.();
  await SDK.flush(30_000);
} catch (error) {
  window.__failed = error instanceof Error ? String(error.stack) : String(error);
}
window.__done = true;
