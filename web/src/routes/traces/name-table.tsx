import { Link } from "@tanstack/react-router";

import { withTerm } from "../../features/issue-stream/stream-query.ts";
import type { NamedRow } from "../../features/trace/segment.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { fullNumber } from "../../ui/number-text.ts";
import { durationText } from "../../ui/time-text.ts";

/** How often something ran, how long it took, how often it failed; the name leads to the slowest ones. */
export function NameTable({ rows }: { readonly rows: readonly NamedRow[] }) {
  return (
    <DataTable
      label="Traces by name"
      columns={[
        { title: "Name" },
        { title: "Operation" },
        { title: "Project" },
        { title: "Count", isNumber: true },
        { title: "Median", isNumber: true },
        { title: "95 %", isNumber: true },
        { title: "Failing", isNumber: true },
      ]}
      rows={rows.map((row) => ({
        id: `${row.project} ${row.op} ${row.name}`,
        cells: [
          <Link
            key="name"
            to="/traces"
            search={(before) => ({ ...before, cursor: undefined, view: "slowest", query: withTerm("", "transaction", row.name) })}
            className="strong-link"
          >
            {row.name === "" ? "(no name)" : row.name}
          </Link>,
          <span key="op" className="mono">
            {row.op}
          </span>,
          row.project,
          fullNumber(row.count),
          durationText(row.p50),
          durationText(row.p95),
          <span key="failing" className={row.failing > 0 ? "name-failing" : "muted"}>
            {(row.failing * 100).toFixed(row.failing > 0 && row.failing < 0.1 ? 1 : 0)} %
          </span>,
        ],
      }))}
    />
  );
}
