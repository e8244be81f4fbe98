import "../../ui/card.css";
import "./replays.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";

import { projectsQuery } from "../../api/queries.ts";
import { useFilters } from "../../features/filters/use-filters.ts";
import { clockOf, type ReplayShape, replaysQuery } from "../../features/replay/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Chip } from "../../ui/chip.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

const mostRows = 100;

/** What visitors saw and did, newest first. */
export function Replays() {
  const organization = useOrganization();
  const filters = useFilters();
  const { query = "" } = useSearch({ from: "/frame/replays" });
  const list = useQuery(replaysQuery(organization.slug, { ...filters.params, ...(query === "" ? {} : { query }) }));
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const rows = list.data?.data ?? [];
  const isNarrowed = query !== "" || filters.project.length > 0 || filters.environment.length > 0;
  useTitle("Replays");
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Replays</h1>
        <ReplaySearch key={query} initial={query} />
      </div>
      {list.isError ? (
        <Notice tone="failed" title="The replays could not be read">
          {list.error.message}
        </Notice>
      ) : null}
      {list.isSuccess && rows.length === 0 ? (
        <Notice title={isNarrowed ? "No replay matches" : "No replay in this time"}>
          {isNarrowed
            ? "Search by user.email, url, release, browser.name, count_errors:>0, duration:>60 or any tag; or widen the filters above."
            : "Browser SDKs record one when their replay integration is on: replaysSessionSampleRate and replaysOnErrorSampleRate."}
        </Notice>
      ) : null}
      {list.isPending || rows.length > 0 ? (
        <div className="list-card">
          {list.isPending ? <Skeleton lines={6} height={20} label="Loading replays" /> : null}
          <ul aria-label="Replays" aria-busy={list.isPlaceholderData || undefined}>
            {rows.map((replay) => (
              <ReplayRow key={`${replay.project_id}-${replay.id}`} replay={replay} project={projects.find(({ id }) => id === replay.project_id)?.slug} />
            ))}
          </ul>
        </div>
      ) : null}
      {rows.length < mostRows ? null : <p className="muted replays-foot">The newest {mostRows} are shown. A search or a shorter time finds the others.</p>}
    </>
  );
}

function ReplaySearch({ initial }: { readonly initial: string }) {
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  return (
    <search className="replays-search">
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          void navigate({ to: "/replays", search: (before) => ({ ...before, query: text === "" ? undefined : text }) });
        }}
      >
        <input
          className="input"
          type="search"
          aria-label="Search replays"
          placeholder="user.email:ann@* count_errors:>0"
          value={text}
          onChange={(change) => setText(change.currentTarget.value)}
        />
      </form>
    </search>
  );
}

function ReplayRow({ replay, project }: { readonly replay: ReplayShape; readonly project: string | undefined }) {
  const device = [replay.browser.name, replay.os.name].filter((name) => name !== null).join(", ");
  return (
    <li className="replay-row">
      <div className="replay-who">
        <Link to="/replays/$replayId" params={{ replayId: replay.id }} className="strong-link one-line">
          {replay.user.display_name ?? "Somebody unknown"}
        </Link>
        <span className="mono muted one-line" dir="auto">
          {replay.urls[0] ?? "no address"}
        </span>
      </div>
      <span className="replay-device muted one-line">{[project, device].filter((part) => part !== undefined && part !== "").join(", ")}</span>
      <span className="replay-marks">
        {replay.count_errors > 0 ? <Chip tone="error">{replay.count_errors === 1 ? "1 error" : `${replay.count_errors} errors`}</Chip> : null}
        {replay.count_rage_clicks > 0 ? <Chip tone="fatal">Rage clicks</Chip> : replay.count_dead_clicks > 0 ? <Chip tone="warning">Dead clicks</Chip> : null}
      </span>
      <span className="num replay-length">{clockOf(replay.duration * 1000)}</span>
      <span className="muted replay-since">
        <RelativeTime at={replay.started_at} />
      </span>
    </li>
  );
}
