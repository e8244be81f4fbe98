import { useState } from "react";

import { Checkbox } from "../../ui/checkbox.tsx";

interface ChoiceListProps {
  readonly what: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Several of a list, with a search above long ones; "only" picks one and drops the others. */
export function ChoiceList({ what, options, chosen, onChange }: ChoiceListProps) {
  const [search, setSearch] = useState("");
  const shown = options.filter((option) => option.label.toLowerCase().includes(search.trim().toLowerCase()));
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <div className="choice-list">
      {options.length < 7 ? null : (
        <input
          className="input"
          placeholder={`Search ${what}`}
          aria-label={`Search ${what}`}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {shown.length === 0 ? <p className="choice-foot">{options.length === 0 ? `No ${what} yet.` : `No ${what} match.`}</p> : null}
      <ul>
        {shown.map((option) => (
          <li key={option.value} className="choice-row">
            <Checkbox label={option.label} labelShown checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <button type="button" className="choice-only" onClick={() => onChange([option.value])} aria-label={`Only ${option.label}`}>
              only
            </button>
          </li>
        ))}
      </ul>
      <div className="choice-foot">
        <span>{chosen.length === 0 ? `All ${what}` : `${chosen.length} chosen`}</span>
        {chosen.length === 0 ? null : (
          <button type="button" className="choice-only" onClick={() => onChange([])}>
            All
          </button>
        )}
      </div>
    </div>
  );
}
