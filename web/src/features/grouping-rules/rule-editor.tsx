import type { CheckedRules } from "@vedette/api-client";
import { useId, useRef } from "react";

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly checked: CheckedRules | undefined;
  readonly onChange: (value: string) => void;
}

/** A text of rules with numbered lines, and the first mistake where it is. */
export function RuleEditor({ label, hint, value, checked, onChange }: Props) {
  const id = useId();
  const numbers = useRef<HTMLDivElement>(null);
  const lines = value.split("\n");
  const mistake = checked?.mistake ?? null;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className="field-hint">
        {hint}
      </p>
      <div className="rule-editor">
        <div className="rule-lines" ref={numbers} aria-hidden="true">
          {lines.map((_, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line is its number
            <span key={index} className={mistake?.line === index + 1 ? "rule-line-wrong" : ""}>
              {index + 1}
            </span>
          ))}
        </div>
        <textarea
          id={id}
          className="input"
          value={value}
          rows={Math.min(Math.max(lines.length + 1, 5), 18)}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
          }}
          aria-invalid={mistake === null ? undefined : true}
          aria-describedby={`${id}-hint ${id}-state`}
        />
      </div>
      <output id={`${id}-state`} htmlFor={id} className={mistake === null ? "field-hint" : "field-error"}>
        {stateText(checked)}
      </output>
    </div>
  );
}

function stateText(checked: CheckedRules | undefined): string {
  if (checked === undefined) return "Checking…";
  if (checked.mistake !== null) return `Line ${checked.mistake.line}, column ${checked.mistake.column}: ${checked.mistake.message}`;
  return checked.rules === 0 ? "No rules." : `${checked.rules} ${checked.rules === 1 ? "rule" : "rules"}.`;
}
