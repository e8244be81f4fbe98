import type { IssueChangeBody } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { priorityNames } from "../issue/issue-text.ts";
import { priorities } from "../issue/priority-menu.tsx";

interface BulkBarProps {
  readonly count: number;
  /** The states among the selected issues decide which commands make sense. */
  readonly statuses: ReadonlySet<string>;
  readonly onChange: (body: IssueChangeBody, done: string) => void;
  /** Asks first: what is merged is told apart again only by hand. */
  readonly onMerge: () => void;
  readonly onClear: () => void;
}

export function BulkBar({ count, statuses, onChange, onMerge, onClear }: BulkBarProps) {
  const isClosed = statuses.has("resolved") || statuses.has("ignored");
  return (
    <div className="bulk-commands" role="toolbar" aria-label="Selected issues">
      <strong className="num">{count} selected</strong>
      {statuses.has("unresolved") || statuses.has("ignored") ? (
        <Button size="small" tone="primary" onClick={() => onChange({ status: "resolved" }, "Resolved")}>
          Resolve
        </Button>
      ) : null}
      {statuses.has("unresolved") ? (
        <Button size="small" onClick={() => onChange({ status: "ignored", substatus: "archived_until_escalating" }, "Archived")}>
          Archive
        </Button>
      ) : null}
      {isClosed ? (
        <Button size="small" onClick={() => onChange({ status: "unresolved" }, "Reopened")}>
          Unresolve
        </Button>
      ) : null}
      <Menu
        width={150}
        trigger={<Button size="small">Priority</Button>}
        sections={[
          {
            title: "Set priority",
            entries: priorities.map((priority) => ({
              label: priorityNames[priority],
              onChoose: () => onChange({ priority }, `Priority ${priorityNames[priority].toLowerCase()}:`),
            })),
          },
        ]}
      />
      {count > 1 ? (
        <Button size="small" onClick={onMerge}>
          Merge
        </Button>
      ) : null}
      <Button size="small" onClick={() => onChange({ inbox: false }, "Reviewed")}>
        Mark reviewed
      </Button>
      <Button size="small" tone="quiet" className="push" onClick={onClear}>
        Drop selection
      </Button>
    </div>
  );
}
