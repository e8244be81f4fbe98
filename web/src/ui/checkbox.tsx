import "./checkbox.css";

import { useEffect, useRef } from "react";

interface CheckboxProps {
  readonly label: string;
  /** Shows the label beside the box; otherwise it is only heard. */
  readonly labelShown?: boolean;
  readonly checked: boolean;
  readonly partly?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean, event: { readonly shiftKey: boolean }) => void;
}

export function Checkbox({ label, labelShown = false, checked, partly = false, disabled = false, onChange }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = partly && !checked;
  }, [partly, checked]);
  return (
    <label className="checkbox">
      <input
        ref={input}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked, { shiftKey: event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey })}
      />
      <span className={labelShown ? "" : "only-heard"}>{label}</span>
    </label>
  );
}
