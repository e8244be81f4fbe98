import { useState } from "react";

function remembered(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    // Without storage a draft lasts as long as its field.
    return "";
  }
}

/** What somebody is writing, kept for this tab: a session that ends in the middle of it, or a page left and found again, costs nothing. */
export function useDraft(name: string): readonly [text: string, setText: (text: string) => void] {
  const key = `vedette.draft ${name}`;
  const [draft, setDraft] = useState(() => ({ key, text: remembered(key) }));
  if (draft.key !== key) setDraft({ key, text: remembered(key) });
  const setText = (text: string) => {
    setDraft({ key, text });
    try {
      if (text === "") sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    } catch {
      // As above.
    }
  };
  return [draft.text, setText];
}
