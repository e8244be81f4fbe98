import { useEffect, useState } from "react";

import { Button } from "./button.tsx";

/** Copies `text`; says so in the button for two seconds, and to screen readers. */
export function CopyButton({
  text,
  label = "Copy",
  what,
  tone = "plain",
}: {
  readonly text: string | (() => string);
  readonly label?: string;
  readonly what?: string;
  readonly tone?: "plain" | "quiet";
}) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return undefined;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    copyText(typeof text === "string" ? text : text()).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  };
  const shown = { idle: label, copied: "Copied", failed: "Copying is blocked" }[state];
  return (
    <Button size="small" tone={tone} onClick={copy} aria-label={what === undefined ? undefined : state === "idle" ? `Copy ${what}` : shown}>
      <span aria-live="polite">{shown}</span>
    </Button>
  );
}

/** The clipboard API exists only on https and localhost; a selection copy covers plain http in a local network. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "only-heard";
  document.body.append(area);
  area.select();
  // eslint-disable-next-line typescript/no-deprecated -- the only way without a secure context
  const isCopied = document.execCommand("copy");
  area.remove();
  if (!isCopied) throw new Error("copy refused");
  return undefined;
}
