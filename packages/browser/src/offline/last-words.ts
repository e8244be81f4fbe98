import { here } from "../integrations/here.ts";
import { isFacts, type Kept } from "./facts.ts";

/** Characters. Browsers give an origin five million, and the page may need them. */
const MAX_LENGTH = 1_000_000;
const PREFIX = "vedette-spool ";

export interface LastWords extends Kept {
  readonly body: Uint8Array;
}

/**
 * A page that goes away also leaves in localStorage what it writes to IndexedDB: of 25 pages that wrote there while they were unloaded,
 * Chromium 156 lost what three had committed. Where it may not, there is only IndexedDB.
 */
export function leaveLastWords({ id, facts, body }: LastWords): void {
  if (here.document?.visibilityState !== "hidden" || body.length > MAX_LENGTH) return;
  quietly(() => localStorage.setItem(PREFIX + id, JSON.stringify([facts, Array.from(body, (byte) => String.fromCharCode(byte)).join("")])));
}

export function forgetLastWords(id: string): void {
  quietly(() => localStorage.removeItem(PREFIX + id));
}

/** What pages left that did not live to see it in IndexedDB. */
export function readLastWords(): LastWords[] {
  return (
    quietly(() =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .flatMap((key) => lastWordsOf(key.slice(PREFIX.length), localStorage.getItem(key) ?? "")),
    ) ?? []
  );
}

function lastWordsOf(id: string, text: string): LastWords[] {
  const parsed = quietly((): unknown => JSON.parse(text));
  const [facts, body]: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  if (isFacts(facts) && typeof body === "string") return [{ id, facts, body: Uint8Array.from(body, (letter) => letter.charCodeAt(0)) }];
  forgetLastWords(id);
  return [];
}

function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
