import "./text-field.css";

import { type InputHTMLAttributes, type ReactNode, useId } from "react";

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, value, hint, error, onChange, ...rest }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={hasNote ? noteId : undefined}
      />
      {hasNote ? (
        <p id={noteId} className={error === undefined ? "field-hint" : "field-error"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
