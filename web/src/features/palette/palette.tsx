/* eslint-disable jsx-a11y/prefer-tag-over-role -- a combobox whose list is seen while one types; the tags have no such list */
import "./palette.css";

import { useEffect, useId, useState } from "react";

import { Dialog } from "../../ui/dialog.tsx";
import { useNewest } from "../../ui/use-newest.ts";
import type { PaletteEntry } from "./entries.ts";
import { useEntries } from "./use-entries.ts";

/** The server is asked when the typing pauses. */
const pauseMs = 150;

/** Goes anywhere by typing: pages, projects, issues by words or short id, and whatever has the id that was pasted. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const settled = useSettled(text.trim());
  const { sections, isLooking } = useEntries(settled);
  const entries = sections.flatMap((section) => section.entries);
  const current = entries[Math.min(at, entries.length - 1)];
  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const isReady = settled === text.trim() && !isLooking;
  // Enter that comes before the answer is for the answer, not for what stood there before.
  const [isEntered, setEntered] = useState(false);
  const chooseNewest = useNewest(choose);
  useEffect(() => {
    if (isEntered && isReady) chooseNewest.current(current);
  }, [isEntered, isReady, current, chooseNewest]);
  const move = (index: number) => {
    setAt(index);
    document.querySelector(`#${CSS.escape(`${listId}-${index}`)}`)?.scrollIntoView({ block: "nearest" });
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move((at + 1) % Math.max(1, entries.length)),
    ArrowUp: () => move((at + entries.length - 1) % Math.max(1, entries.length)),
    Enter: () => setEntered(true),
  };
  return (
    <Dialog title="Go to" width={620} isHigh onClose={onClose}>
      <input
        className="input palette-input"
        role="combobox"
        aria-label="A page, a project, words of an issue, a short id, an event or trace id"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : `${listId}-${entries.indexOf(current)}`}
        placeholder="A page, a project, words of an issue, SHOP-1A2, an event or trace id"
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
          setEntered(false);
        }}
        onKeyDown={(event) => {
          const run = event.nativeEvent.isComposing ? undefined : keys[event.key];
          if (run === undefined) return;
          event.preventDefault();
          run();
        }}
      />
      <div className="palette-list" id={listId} role="listbox" aria-label="Where to go">
        {sections.map((section) => (
          <div key={section.title} role="group" aria-label={section.title}>
            <p className="palette-title" aria-hidden="true">
              {section.title}
            </p>
            {section.entries.map((entry) => {
              const index = entries.indexOf(entry);
              return (
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys go to the field, as in every combobox
                <div
                  key={entry.id}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={entry === current}
                  className="palette-entry"
                  onClick={() => choose(entry)}
                  onPointerMove={() => setAt(index)}
                >
                  <span className="one-line">{entry.label}</span>
                  <span className="palette-hint one-line">{entry.hint}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <output className="palette-none">{entries.length > 0 ? "" : isReady ? "Nothing fits." : "Looking"}</output>
    </Dialog>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
