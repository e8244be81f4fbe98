import type { IssueShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface MergeDialogProps {
  readonly issues: readonly IssueShape[];
  readonly onMerge: () => void;
  readonly onClose: () => void;
}

/** Which of the chosen issues takes the others in: the one with most events. Events of two projects are never one issue. */
export function MergeDialog({ issues, onMerge, onClose }: MergeDialogProps) {
  const [kept, ...others] = issues.toSorted((a, b) => Number(b.count) - Number(a.count));
  if (kept === undefined) return null;
  const isOneProject = issues.every(({ project }) => project.id === kept.project.id);
  if (!isOneProject) {
    return (
      <Dialog title="These cannot be merged" onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
        <p>They are of several projects. Select issues of one project.</p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog title={`Merge ${issues.length} issues?`} action={`Merge into ${kept.shortId}`} tone="primary" onConfirm={onMerge} onClose={onClose}>
      <p>
        <span className="mono">{kept.shortId}</span> has most events ({kept.count}) and takes in the events, users, comments and bookmarks of:
      </p>
      <ul className="merge-list">
        {others.map((issue) => (
          <li key={issue.id}>
            <span className="mono">{issue.shortId}</span> {issue.title} <span className="muted">({issue.count})</span>
          </li>
        ))}
      </ul>
      <p className="muted">Links to them lead there. “Merged here” on its page takes them out again.</p>
    </ConfirmDialog>
  );
}
