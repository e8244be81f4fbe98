/** The page is hidden, perhaps for ever: browsers promise no later moment (web.dev/articles/bfcache). */
export function whenHidden(callback: () => void): () => void {
  const look = ({ type }: Event): void => {
    if (type === "pagehide" || document.visibilityState === "hidden") callback();
  };
  document.addEventListener("visibilitychange", look, true);
  addEventListener("pagehide", look, true);
  return () => {
    document.removeEventListener("visibilitychange", look, true);
    removeEventListener("pagehide", look, true);
  };
}
