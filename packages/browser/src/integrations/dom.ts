import { addBreadcrumb, type Integration } from "@vedette/core";
import { quietly } from "./patch.ts";

/** Notes clicks and the beginning of typing by the element, never by what is written in it. */
export function domIntegration(): Integration {
  return {
    name: "Dom",
    start() {
      document.addEventListener("click", onClick, true);
      document.addEventListener("keypress", onInput, true);
      return () => {
        document.removeEventListener("click", onClick, true);
        document.removeEventListener("keypress", onInput, true);
      };
    },
  };
}

/** Typing is one breadcrumb per element and second, and so is clicking away at one button. */
const SILENCE = 1000;
let last: { readonly category: string; readonly target: EventTarget | null; readonly at: number } | undefined;

function note(category: string, event: Event): void {
  quietly(() => {
    const target = event.composedPath()[0] ?? event.target;
    if (!(target instanceof Element)) return;
    if (last?.category === category && last.target === target && event.timeStamp - last.at < SILENCE) return;
    last = { category, target, at: event.timeStamp };
    addBreadcrumb({ category, message: pathTo(target) }, { event });
  });
}

const onClick = (event: Event): void => note("ui.click", event);
const onInput = (event: Event): void => note("ui.input", event);

const SHOWN = ["type", "name", "title", "alt", "aria-label", "data-testid"];

/** `main > form#order > button.pay[name="pay"]`: the element and up to four above it. */
export function pathTo(element: Element): string {
  const parts: string[] = [];
  for (let at: Element | null = element; at && parts.length < 5; at = at.parentElement) {
    const named = SHOWN.filter((name) => at?.hasAttribute(name)).map((name) => `[${name}="${(at?.getAttribute(name) ?? "").slice(0, 50)}"]`);
    parts.unshift(
      `${at.tagName.toLowerCase()}${at.id && `#${at.id}`}${[...at.classList]
        .slice(0, 4)
        .map((name) => `.${name}`)
        .join("")}${named.join("")}`,
    );
    if (at.id) break;
  }
  return parts.join(" > ").slice(0, 256);
}
