import "./breadcrumbs.css";

import { useState } from "react";

import { numberOf, textOf } from "../../api/json.ts";
import { Card } from "../../ui/card.tsx";
import { Chip, type ChipTone } from "../../ui/chip.tsx";
import { Popover } from "../../ui/popover.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { clockTime } from "../../ui/time-text.ts";
import { ChoiceList } from "../filters/choice-list.tsx";
import { KeyValues } from "./key-values.tsx";
import type { Breadcrumb } from "./event-parts.ts";
import { valueText } from "./value-text.ts";

const firstShown = 12;
const levelTones: Readonly<Record<string, ChipTone>> = { fatal: "fatal", error: "error", warning: "warning" };

export function BreadcrumbsCard({ breadcrumbs }: { readonly breadcrumbs: readonly Breadcrumb[] }) {
  const [order, setOrder] = useState<"newest" | "oldest">("newest");
  const [levels, setLevels] = useState<readonly string[]>([]);
  const [categories, setCategories] = useState<readonly string[]>([]);
  const [isWhole, setWhole] = useState(false);
  const passing = breadcrumbs
    .map((crumb, key) => ({ crumb, key }))
    .filter(({ crumb }) => (levels.length === 0 || levels.includes(crumb.level)) && (categories.length === 0 || categories.includes(crumb.category)));
  const ordered = order === "newest" ? passing.toReversed() : passing;
  const shown = isWhole ? ordered : ordered.slice(0, firstShown);
  const options = (values: readonly string[]) => [...new Set(values)].toSorted().map((value) => ({ value, label: value }));
  return (
    <Card
      title="Breadcrumbs"
      id="breadcrumbs"
      note={`${passing.length === breadcrumbs.length ? "" : `${passing.length} of `}${breadcrumbs.length}`}
      actions={
        <>
          <Popover
            label="Filter by category"
            align="end"
            width={240}
            trigger={<SelectButton name="Category" value={categories.length === 0 ? "All" : categories.join(", ")} />}
          >
            {() => <ChoiceList what="categories" options={options(breadcrumbs.map((crumb) => crumb.category))} chosen={categories} onChange={setCategories} />}
          </Popover>
          <Popover
            label="Filter by level"
            align="end"
            width={200}
            trigger={<SelectButton name="Level" value={levels.length === 0 ? "All" : levels.join(", ")} />}
          >
            {() => <ChoiceList what="levels" options={options(breadcrumbs.map((crumb) => crumb.level))} chosen={levels} onChange={setLevels} />}
          </Popover>
          <Segmented<"newest" | "oldest">
            label="Order of breadcrumbs"
            value={order}
            onChange={setOrder}
            options={[
              { value: "newest", label: "Newest first" },
              { value: "oldest", label: "Oldest first" },
            ]}
          />
        </>
      }
    >
      <ol className="crumbs">
        {shown.map(({ crumb, key }) => (
          <Crumb key={key} crumb={crumb} />
        ))}
      </ol>
      {ordered.length === 0 ? <p className="card-body muted">No breadcrumb passes the filters.</p> : null}
      {ordered.length > shown.length ? (
        <button type="button" className="more-row" onClick={() => setWhole(true)}>
          Show all {ordered.length}
        </button>
      ) : null}
    </Card>
  );
}

function Crumb({ crumb }: { readonly crumb: Breadcrumb }) {
  const [isOpen, setOpen] = useState(false);
  const tone = levelTones[crumb.level];
  const hasData = Object.keys(crumb.data).length > 0;
  const { text, note } = crumbText(crumb);
  const line = (
    <>
      <span className="crumb-time num">{crumb.timestamp === null ? "" : clockTime(crumb.timestamp).slice(0, 8)}</span>
      <span className="crumb-category one-line">{crumb.category}</span>
      <span className="crumb-text mono">
        {tone === undefined ? null : <Chip tone={tone}>{crumb.level}</Chip>} {text}
      </span>
      <span className="crumb-note num">{note}</span>
    </>
  );
  return (
    <li>
      {hasData ? (
        <button type="button" className="crumb" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {line}
        </button>
      ) : (
        <div className="crumb">{line}</div>
      )}
      {isOpen ? (
        <div className="crumb-data">
          <KeyValues pairs={Object.entries(crumb.data)} />
        </div>
      ) : null}
    </li>
  );
}

/** The message, or what the data of well-known kinds says: `GET /cart`, answered 500. */
function crumbText({ message, data }: Breadcrumb): { readonly text: string; readonly note: string } {
  const url = textOf(data["url"]);
  const status = textOf(data["status_code"]);
  const duration = numberOf(data["duration"]);
  const note = [status ?? "", duration === null ? "" : `${duration} ms`].filter(Boolean).join(" · ");
  if (message !== null && message !== "") return { text: message, note };
  if (url !== null) return { text: `${textOf(data["method"]) ?? "GET"} ${url}`, note };
  const from = textOf(data["from"]);
  const to = textOf(data["to"]);
  if (from !== null && to !== null) return { text: `${from} → ${to}`, note };
  return { text: Object.keys(data).length === 0 ? "" : valueText(data), note };
}
