import { useSyncExternalStore } from "react";

export type ThemeChoice = "system" | "light" | "dark";

const storageKey = "vedette.theme";
const listeners = new Set<() => void>();

function isThemeChoice(value: string | null): value is ThemeChoice {
  return value === "system" || value === "light" || value === "dark";
}

function remembered(): ThemeChoice {
  try {
    const value = localStorage.getItem(storageKey);
    return isThemeChoice(value) ? value : "system";
  } catch {
    // Storage may be forbidden; the system's scheme then decides.
    return "system";
  }
}

let choice: ThemeChoice = remembered();

function apply(): void {
  if (choice === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = choice;
}

/** Pins the remembered scheme; call once before the first render. */
export function startTheme(): void {
  apply();
}

export function setTheme(next: ThemeChoice): void {
  choice = next;
  apply();
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // The choice then lasts for this page only.
  }
  for (const listener of listeners) listener();
}

export function useTheme(): ThemeChoice {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => choice,
  );
}
