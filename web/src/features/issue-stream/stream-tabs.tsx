import "../../ui/tabs.css";

import { Link } from "@tanstack/react-router";

import type { IssueSort } from "../../search-params.ts";
import { Menu } from "../../ui/menu.tsx";
import { countedText } from "../../ui/number-text.ts";
import { SelectButton } from "../../ui/select-button.tsx";
import { activeTab, tabQuery, tabs } from "./stream-query.ts";

const sorts: readonly { readonly value: IssueSort; readonly label: string }[] = [
  { value: "date", label: "Last seen" },
  { value: "new", label: "First seen" },
  { value: "freq", label: "Events" },
  { value: "user", label: "Users" },
];

interface StreamTabsProps {
  readonly query: string;
  readonly sort: IssueSort;
  readonly counts: Readonly<Record<string, number>> | undefined;
  readonly onSort: (sort: IssueSort) => void;
}

export function StreamTabs({ query, sort, counts, onSort }: StreamTabsProps) {
  const active = activeTab(query);
  return (
    <div className="stream-tabs">
      <nav className="tabs" aria-label="State of the issues">
        {tabs.map((tab) => {
          const count = counts?.[tab.terms.join(" ")];
          return (
            <Link
              key={tab.key}
              to="/issues"
              search={(before) => ({ ...before, query: tabQuery(tab.terms, query), cursor: undefined })}
              className="tab"
              activeProps={{}}
              aria-current={tab.key === active ? "page" : undefined}
            >
              {tab.label}
              {count === undefined || count === 0 ? null : <span className="num">{countedText(count)}</span>}
            </Link>
          );
        })}
      </nav>
      <Menu
        align="end"
        width={170}
        trigger={<SelectButton name="Sort" value={sorts.find((each) => each.value === sort)?.label ?? sort} />}
        sections={[
          { title: "Sort by", entries: sorts.map((each) => ({ label: each.label, checked: each.value === sort, onChoose: () => onSort(each.value) })) },
        ]}
      />
    </div>
  );
}
