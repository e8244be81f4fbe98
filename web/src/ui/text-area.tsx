import "./text-field.css";

import { type ReactNode, type TextareaHTMLAttributes, useId } from "react";

interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value"> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, labelHidden = false, value, hint, error, onChange, ...rest }: TextAreaProps) {
  const id = useId();
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <div className="field">
      <label htmlFor={id} className={labelHidden ? "only-heard" : ""}>
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={hasNote ? `${id}-note` : undefined}
      />
      {hasNote ? (
        <p id={`${id}-note`} className={error === undefined ? "field-hint" : "field-error"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
