import "./priority-menu.css";

import type { IssueShape } from "../../api/shapes.ts";
import { Menu } from "../../ui/menu.tsx";
import { priorityNames } from "./issue-text.ts";

export type Priority = NonNullable<IssueShape["priority"]>;

export const priorities: readonly Priority[] = ["high", "medium", "low"];

export function PriorityMenu({ priority, onChange }: { readonly priority: Priority | null; readonly onChange: (priority: Priority) => void }) {
  return (
    <Menu
      width={150}
      trigger={
        <button type="button" className={`priority priority-${priority ?? "none"}`} aria-label={`Priority ${priority ?? "not set"}, change`}>
          {priority === null ? "None" : priorityNames[priority]}
        </button>
      }
      sections={[
        { title: "Priority", entries: priorities.map((each) => ({ label: priorityNames[each], checked: each === priority, onChoose: () => onChange(each) })) },
      ]}
    />
  );
}
