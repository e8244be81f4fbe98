import "./flame-graph.css";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";

import { percent } from "../../ui/number-text.ts";
import { durationText } from "../../ui/time-text.ts";
import { type Bar, type CallNode, barsOf } from "./call-tree.ts";

const rowHeight = 21;

/**
 * Who called whom, and how long it took: a bar as wide as its time, above what it called. One stop for the Tab key: arrows go
 * to callers, to what is called and to both sides; Enter makes a bar the whole, Escape takes a step back.
 */
export function FlameGraph({ root, label }: { readonly root: CallNode; readonly label: string }) {
  const [whole, setWhole] = useState(root);
  const [at, setAt] = useState(root);
  const box = useRef<HTMLUListElement>(null);
  const bars = useMemo(() => barsOf(whole), [whole]);
  const rows = bars.reduce((most, { row }) => Math.max(most, row + 1), 1);
  const go = (node: CallNode | undefined) => {
    if (node === undefined) return;
    setAt(node);
    // One that is too narrow to be seen is shown within its caller.
    if (!bars.some((bar) => bar.node === node)) setWhole(node.parent ?? node);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-node="${node.id}"]`)?.focus());
  };
  const makeWhole = (node: CallNode) => {
    setWhole(node);
    setAt(node);
  };
  const handle = (event: KeyboardEvent) => {
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at.children[0]),
    ArrowUp: () => go(at.parent),
    ArrowLeft: () => go(beside(at, -1)),
    ArrowRight: () => go(beside(at, 1)),
    Home: () => go(root),
    Escape: () => {
      if (whole.parent !== undefined) setWhole(whole.parent);
    },
  };
  const current = bars.some((bar) => bar.node === at) ? at : whole;
  return (
    <div className="flame">
      <p className="flame-read" aria-hidden="true">
        <strong className="mono">{current.frame.name}</strong> <span className="mono muted">{current.frame.place}</span>{" "}
        <span className="num">
          {durationText(current.total)}, {percent(current.total, root.total)} of all; itself {durationText(current.self)}
        </span>
      </p>
      <div className="flame-scroll">
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons in it */}
        <ul ref={box} className="flame-bars" aria-label={label} style={{ height: rows * rowHeight }} onKeyDown={handle}>
          {bars.map((bar) => (
            <FlameBar key={bar.node.id} bar={bar} all={root.total} isStop={bar.node === current} onReach={setAt} onChoose={makeWhole} />
          ))}
        </ul>
      </div>
      {whole === root ? null : (
        <button type="button" className="flame-back" onClick={() => makeWhole(root)}>
          Show all again
        </button>
      )}
    </div>
  );
}

interface FlameBarProps {
  readonly bar: Bar;
  readonly all: number;
  readonly isStop: boolean;
  readonly onReach: (node: CallNode) => void;
  readonly onChoose: (node: CallNode) => void;
}

function FlameBar({ bar: { node, left, width, row }, all, isStop, onReach, onChoose }: FlameBarProps) {
  const { frame, total, self } = node;
  const isOwn = frame.isOwn || node.parent === undefined;
  return (
    <li>
      <button
        type="button"
        data-node={node.id}
        className={`flame-bar mono ${isOwn ? "flame-own" : ""} ${isStop ? "flame-at" : ""}`}
        style={{ left: `${left * 100}%`, width: `${width * 100}%`, top: row * rowHeight }}
        tabIndex={isStop ? 0 : -1}
        aria-label={`${[frame.name, frame.place].filter(Boolean).join(" ")}, ${durationText(total)}, ${percent(total, all)} of all, itself ${durationText(self)}`}
        onPointerEnter={() => onReach(node)}
        onFocus={() => onReach(node)}
        onClick={() => onChoose(node)}
      >
        {width < 0.02 ? null : frame.name}
      </button>
    </li>
  );
}

function beside(node: CallNode, by: number): CallNode | undefined {
  const all = node.parent?.children ?? [];
  return all[all.indexOf(node) + by];
}
