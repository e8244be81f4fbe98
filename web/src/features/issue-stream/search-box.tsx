import "./search-box.css";

import { type Ref, useRef, useState } from "react";

import { Kbd } from "../../ui/kbd.tsx";

interface SearchBoxProps {
  readonly label?: string;
  readonly placeholder?: string;
  readonly query: string;
  readonly error?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onSearch: (query: string) => void;
}

/** Plain text with its terms marked underneath, so that editing, copying and pasting stay what they are in any field. */
export function SearchBox({
  label = "Search issues",
  placeholder = "Search: text, level:error, release:latest, !browser:Safari",
  query,
  error,
  inputRef,
  onSearch,
}: SearchBoxProps) {
  const [draft, setDraft] = useState(query);
  const [shownQuery, setShownQuery] = useState(query);
  const marks = useRef<HTMLDivElement>(null);
  // The address changed by a tab or by going back: what was typed before is no longer what is shown.
  if (shownQuery !== query) {
    setShownQuery(query);
    setDraft(query);
  }
  return (
    <search className="search-box">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(draft.trim());
        }}
      >
        <div className={`search-field ${error === undefined ? "" : "search-field-wrong"}`}>
          <div className="search-marks" aria-hidden="true" ref={marks}>
            {pieces(draft).map((piece) => (piece.isTerm ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>))}
          </div>
          <input
            ref={inputRef}
            aria-label={label}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : "search-error"}
            placeholder={placeholder}
            value={draft}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            enterKeyHint="search"
            onChange={(event) => setDraft(event.currentTarget.value)}
            onScroll={(event) => {
              if (marks.current !== null) marks.current.scrollLeft = event.currentTarget.scrollLeft;
            }}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setDraft(query);
              event.currentTarget.blur();
            }}
          />
          <Kbd keys="/" />
        </div>
        {error === undefined ? null : (
          <p id="search-error" className="field-error">
            {error}
          </p>
        )}
      </form>
    </search>
  );
}

interface Piece {
  readonly at: number;
  readonly text: string;
  readonly isTerm: boolean;
}

function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(/!?[\w.]+(?:\[[^\]]*\])?:(?:"(?:\\.|[^"\\])*"?|\[[^\]]*\]?|[^\s"[])+/gu)) {
    if (match.index > at) found.push({ at, text: text.slice(at, match.index), isTerm: false });
    found.push({ at: match.index, text: match[0], isTerm: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ at, text: text.slice(at), isTerm: false });
  return found;
}
