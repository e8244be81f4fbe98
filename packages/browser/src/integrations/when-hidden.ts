import { listen } from "./listen.ts";

/** The page is hidden, perhaps for ever: browsers promise no later moment (web.dev/articles/bfcache). */
export function whenHidden(callback: () => void): () => void {
  return listen(["visibilitychange", "pagehide"], ({ type }) => {
    if (type === "pagehide" || document.visibilityState === "hidden") callback();
  });
}
