import { addBreadcrumb, type Integration } from "@vedette/core";
import { on, quietly, together } from "./patch.ts";

/** Notes clicks and the beginning of typing by the element, never by what is written in it. */
export function domIntegration(): Integration {
  return { name: "Dom", start: () => watchDomBreadcrumbs(addBreadcrumb) };
}

/** Typing is one breadcrumb per element and second, and so is clicking away at one button. */
const SILENCE = 1000;

export function watchDomBreadcrumbs(add: typeof addBreadcrumb): () => void {
  let last: { readonly category: string; readonly target: EventTarget | null; readonly at: number } | undefined;
  const listener = (event: Event): void =>
    quietly(() => {
      const category = event.type === "click" ? "ui.click" : "ui.input";
      const target = event.composedPath()[0] ?? event.target;
      if (!(target instanceof Element)) return;
      if (last?.category === category && last.target === target && event.timeStamp - last.at < SILENCE) return;
      last = { category, target, at: event.timeStamp };
      add({ category, message: pathTo(target) }, { event });
    });
  return together([on("click", listener, true), on("keypress", listener, true)]);
}

const SHOWN = /^(type|name|title|alt|aria-label|data-testid)$/;

/** `main > form#order > button.pay[name="pay"]`: the element and up to four above it. */
export function pathTo(element: Element): string {
  const parts: string[] = [];
  for (let at: Element | null = element; at && parts.length < 5; at = at.id ? null : at.parentElement) {
    const { tagName, id, classList } = at;
    const named = [...at.attributes].filter(({ name }) => SHOWN.test(name)).map(({ name, value }) => `[${name}="${value.slice(0, 50)}"]`);
    parts.unshift([tagName.toLowerCase(), id && `#${id}`, ...[...classList].slice(0, 4).map((name) => `.${name}`), ...named].join(""));
  }
  return parts.join(" > ").slice(0, 256);
}
