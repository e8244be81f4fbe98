import "./select-button.css";

import type { ButtonHTMLAttributes, Ref } from "react";

interface SelectButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "name" | "value"> {
  readonly name: string;
  readonly value: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** "Time · Last 14 days ▾": names what it sets, shows what is set. Opens a menu or a popover. */
export function SelectButton({ name, value, ref, ...rest }: SelectButtonProps) {
  return (
    <button {...rest} ref={ref} type="button" className="select-button">
      {name === "" ? null : <span className="select-name">{name}</span>}
      <span className="select-value">{value}</span>
      <svg className="select-arrow" viewBox="0 0 12 12" aria-hidden="true">
        <path d="m2.5 4.5 3.5 3.5 3.5-3.5" />
      </svg>
    </button>
  );
}
