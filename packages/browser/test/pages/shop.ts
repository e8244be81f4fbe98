import * as SDK from "@vedette/browser";
import { scenarios } from "./scenarios.ts";

/** `?s=<scenario>` picks what the page does; `__done` says that it did, `__failed` why not. */
declare global {
  interface Window {
    __conf: { dsn: string; tunnel: string };
    __done?: boolean;
    __failed?: string;
    __uncaught: string[];
    __click(selector: string): Promise<void>;
    __type(selector: string, text: string): Promise<void>;
    SDK: typeof SDK;
  }
}

window.SDK = SDK;
const name = new URLSearchParams(location.search).get("s") ?? "";
try {
  await scenarios[name]?.();
  await SDK.flush(3000);
} catch (error) {
  window.__failed = error instanceof Error ? String(error.stack) : String(error);
}
window.__done = true;
