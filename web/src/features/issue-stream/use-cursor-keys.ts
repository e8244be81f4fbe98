import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import type { IssueShape } from "../../api/shapes.ts";
import { openMenu } from "../issue/open-menu.ts";
import { useKeys } from "../keyboard/use-keys.ts";

interface CursorActions {
  readonly toggle: (issue: IssueShape) => void;
  /** On the selection if there is one, else on the issue under the cursor. */
  readonly resolve: (underCursor: IssueShape | undefined) => void;
  readonly archive: (underCursor: IssueShape | undefined) => void;
  readonly merge: () => void;
  readonly clear: () => void;
  readonly search: () => void;
}

/** `j` and `k` move a cursor over the rows, and the focus with it, so that the browser's own Enter and Tab go on from there. */
export function useCursorKeys(rows: readonly IssueShape[], actions: CursorActions): string | undefined {
  const navigate = useNavigate();
  const [cursor, setCursor] = useState<string>();
  const at = rows.findIndex((row) => row.id === cursor);
  const current = rows[at];
  const move = (by: number) => {
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    setCursor(next.id);
    focusRow(next.id);
  };
  const open = () => {
    if (current !== undefined) void navigate({ to: "/issues/$issueId", params: { issueId: current.id } });
  };
  // The row that takes the place of a resolved one is next under the cursor.
  const then = (run: (issue: IssueShape | undefined) => void) => () => {
    run(current);
    if (current === undefined) return;
    const follower = rows[at + 1] ?? rows[at - 1];
    setCursor(follower?.id);
    if (follower !== undefined) focusRow(follower.id);
  };
  useKeys(
    rows.length === 0
      ? { "/": actions.search }
      : {
          j: () => move(1),
          k: () => move(-1),
          o: open,
          Enter: open,
          x: () => current !== undefined && actions.toggle(current),
          e: then(actions.resolve),
          y: then(actions.archive),
          a: () => current !== undefined && openMenu(rowOf(current.id), "assignee"),
          p: () => current !== undefined && openMenu(rowOf(current.id), "priority"),
          m: actions.merge,
          "/": actions.search,
          Escape: () => {
            setCursor(undefined);
            if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
            actions.clear();
          },
        },
  );
  return current?.id;
}

const rowOf = (id: string): Element | null => document.querySelector(`[data-issue="${CSS.escape(id)}"]`);

function focusRow(id: string): void {
  const row = rowOf(id);
  row?.scrollIntoView({ block: "nearest" });
  const link = row?.querySelector("a");
  if (link instanceof HTMLElement) link.focus({ preventScroll: true });
}
