import type { Page } from "@vedette/api-client";

import type { IssueShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { fullNumber } from "../../ui/number-text.ts";

interface StreamFootProps {
  readonly page: Page<IssueShape> | undefined;
  readonly shown: number;
  readonly onCursor: (cursor: string | undefined) => void;
}

export function StreamFoot({ page, shown, onCursor }: StreamFootProps) {
  const previous = page?.previous ?? null;
  const next = page?.next ?? null;
  const hits = page?.hits ?? null;
  const isMore = hits !== null && page?.maxHits !== null && page?.maxHits !== undefined && hits >= page.maxHits;
  return (
    <footer className="stream-foot">
      <span className="num">{hits === null ? `${shown} shown` : `${shown} of ${fullNumber(hits)}${isMore ? "+" : ""}`}</span>
      <span className="stream-keys">
        <Kbd keys="j" /> <Kbd keys="k" /> move, <Kbd keys="e" /> resolve, <Kbd keys="?" /> all keys
      </span>
      {previous === null && next === null ? null : (
        <div className="stream-pages push">
          <Button size="small" disabled={previous === null} onClick={() => onCursor(previous ?? undefined)}>
            Previous
          </Button>
          <Button size="small" disabled={next === null} onClick={() => onCursor(next ?? undefined)}>
            Next
          </Button>
        </div>
      )}
    </footer>
  );
}
