import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { issueTagsQuery, tagValuesQuery } from "../../api/queries.ts";
import type { IssueDetailShape, TagShape } from "../../api/shapes.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { fullNumber, percent } from "../../ui/number-text.ts";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useFilters } from "../filters/use-filters.ts";
import { withTerm } from "../issue-stream/stream-query.ts";
import { useOrganization } from "../session/organization.ts";

const firstShown = 7;
/** What is asked first: where it runs, which version, on what. */
const front = ["environment", "release", "browser", "os", "runtime", "url", "transaction", "user"];

function rank(key: string): number {
  const at = front.indexOf(key);
  return at < 0 ? front.length : at;
}

/** Who is affected: the most frequent value of each tag and its share; a press shows all values. */
export function TagsPanel({ issue }: { readonly issue: IssueDetailShape }) {
  const organization = useOrganization();
  const filters = useFilters();
  const tags = useQuery(issueTagsQuery(organization.slug, issue.id, filters.environment)).data ?? [];
  const [isWhole, setWhole] = useState(false);
  const [open, setOpen] = useState<TagShape>();
  const ordered = tags.filter((tag) => tag.key !== "level").toSorted((a, b) => rank(a.key) - rank(b.key) || b.totalValues - a.totalValues);
  if (ordered.length === 0) return null;
  const shown = isWhole ? ordered : ordered.slice(0, firstShown);
  return (
    <section className="panel" aria-labelledby="tags-title">
      <h2 id="tags-title">Tags</h2>
      <ul className="tag-shares">
        {shown.map((tag) => (
          <TagShare key={tag.key} tag={tag} onOpen={() => setOpen(tag)} />
        ))}
      </ul>
      {ordered.length > shown.length ? (
        <button type="button" className="panel-more" onClick={() => setWhole(true)}>
          Show all {ordered.length}
        </button>
      ) : null}
      {open === undefined ? null : <TagValues issueId={issue.id} tag={open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

function TagShare({ tag, onOpen }: { readonly tag: TagShape; readonly onOpen: () => void }) {
  const top = tag.topValues?.[0];
  const share = top === undefined ? "" : percent(top.count, tag.totalValues);
  return (
    <li>
      <button type="button" className="tag-share" onClick={onOpen} title={`All values of ${tag.key}`}>
        <span className="tag-share-line">
          <span className="tag-share-key">{tag.key}</span>
          <span className="tag-share-value one-line">{top?.value === "" || top === undefined ? "(empty)" : top.value}</span>
          <span className="num">{share}</span>
        </span>
        <ShareBar count={top?.count ?? 0} total={tag.totalValues} />
      </button>
    </li>
  );
}

function ShareBar({ count, total }: { readonly count: number; readonly total: number }) {
  return (
    <span className="share-bar" aria-hidden="true">
      <span style={{ width: `${total <= 0 ? 0 : Math.max(1, (count / total) * 100)}%` }} />
    </span>
  );
}

function TagValues({ issueId, tag, onClose }: { readonly issueId: string; readonly tag: TagShape; readonly onClose: () => void }) {
  const organization = useOrganization();
  const filters = useFilters();
  const values = useQuery(tagValuesQuery(organization.slug, issueId, tag.key, filters.environment));
  return (
    <Dialog title={tag.key} width={560} onClose={onClose}>
      {values.isPending ? <Skeleton lines={4} /> : null}
      {values.isError ? <p className="field-error">{values.error.message}</p> : null}
      <ul className="tag-values">
        {(values.data?.rows ?? []).map((value) => (
          <li key={value.value ?? ""}>
            <span className="tag-share-line">
              <Link
                to="/issues"
                search={(before) => ({ ...before, query: withTerm("", tag.key, value.value ?? ""), cursor: undefined })}
                className="mono one-line"
                title={`Issues with ${tag.key}: ${value.value ?? ""}`}
              >
                {value.value === null || value.value === "" ? "(empty)" : value.value}
              </Link>
              <span className="push num muted">
                {fullNumber(value.count)} · {percent(value.count, tag.totalValues)} · <RelativeTime at={value.lastSeen} />
              </span>
            </span>
            <ShareBar count={value.count} total={tag.totalValues} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
