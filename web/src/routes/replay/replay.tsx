import "../../ui/card.css";
import "./replay.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { api } from "../../api/client.ts";
import { projectsQuery, queryClient } from "../../api/queries.ts";
import { canPlay, clockOf, type Moment, momentsOf, recordingQuery, replayQuery, type ReplayShape } from "../../features/replay/queries.ts";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.tsx";

const Player = lazy(async () => ({ default: (await import("../../features/replay/player.tsx")).ReplayPlayer }));

/** One visit: what was seen, what was done, and what went wrong. */
export function ReplayPage() {
  const { replayId } = useParams({ from: "/frame/replays/$replayId" });
  const organization = useOrganization();
  const replay = useQuery(replayQuery(organization.slug, replayId));
  const project = useQuery(projectsQuery(organization.slug)).data?.find(({ id }) => id === replay.data?.project_id);
  const who = replay.data?.user.display_name ?? "Somebody unknown";
  useTitle(replay.data === undefined ? "Replay" : `Replay of ${who}`);
  if (replay.isError)
    return (
      <Notice tone="failed" title="The replay could not be read">
        {replay.error.message}
      </Notice>
    );
  if (replay.data === undefined || project === undefined) return <Skeleton lines={6} label="Loading the replay" />;
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">Replay of {who}</h1>
        <span className="push">
          <DeleteReplay organization={organization.slug} project={project.slug} replay={replayId} />
        </span>
      </div>
      <Facts replay={replay.data} project={project.slug} />
      <Recording key={replayId} organization={organization.slug} project={project.slug} replay={replayId} />
      {replay.data.error_ids.length === 0 ? null : (
        <Card title="Errors" id="errors" note={String(replay.data.error_ids.length)}>
          <ul className="replay-errors">
            {replay.data.error_ids.map((id) => (
              <ErrorLine key={id} organization={organization.slug} project={project.slug} id={id} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Facts({ replay, project }: { readonly replay: ReplayShape; readonly project: string }) {
  const named = (name: string | null, version: string | null): string | null => (name === null ? null : `${name} ${version ?? ""}`.trim());
  const facts: readonly (readonly [string, string | null])[] = [
    ["Project", project],
    ["Length", clockOf(replay.duration * 1000)],
    ["User", replay.user.email ?? replay.user.username ?? replay.user.id ?? replay.user.ip],
    ["Browser", named(replay.browser.name, replay.browser.version)],
    ["System", named(replay.os.name, replay.os.version)],
    ["Release", replay.releases.at(-1) ?? null],
    ["Environment", replay.environment],
    ["Recorded", replay.replay_type === "buffer" ? "around an error" : "the whole visit"],
  ];
  return (
    <dl className="replay-facts">
      <div>
        <dt>Started</dt>
        <dd>
          <RelativeTime at={replay.started_at} />
        </dd>
      </div>
      {facts.map(([name, value]) =>
        value === null || value === "" ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ),
      )}
      {replay.count_rage_clicks > 0 || replay.count_dead_clicks > 0 ? (
        <div>
          <dt>Clicks</dt>
          <dd>
            {replay.count_dead_clicks > 0 ? <Chip tone="warning">{`${replay.count_dead_clicks} dead`}</Chip> : null}{" "}
            {replay.count_rage_clicks > 0 ? <Chip tone="fatal">{`${replay.count_rage_clicks} in rage`}</Chip> : null}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Recording({ organization, project, replay }: { readonly organization: string; readonly project: string; readonly replay: string }) {
  const recording = useQuery(recordingQuery(organization, project, replay));
  const [goTo, setGoTo] = useState({ at: 0, wish: 0 });
  const [time, setTime] = useState(0);
  const events = recording.data ?? [];
  const moments = momentsOf(events);
  if (recording.isError)
    return (
      <Notice tone="failed" title="The recording could not be read">
        {recording.error.message}
      </Notice>
    );
  return (
    <div className="replay-stage">
      <Card title="Recording" id="recording">
        {recording.isPending ? <Skeleton lines={8} label="Loading the recording" /> : null}
        {recording.isSuccess && !canPlay(events) ? (
          <Notice title="Nothing to show">The segment with the first picture of the page has not arrived, or retention took it.</Notice>
        ) : null}
        {recording.isSuccess && canPlay(events) ? (
          <Suspense fallback={<Skeleton lines={8} label="Loading the player" />}>
            <Player events={recording.data} goTo={goTo} onTime={setTime} />
          </Suspense>
        ) : null}
      </Card>
      <Card title="What happened" id="moments" note={moments.length === 0 ? undefined : String(moments.length)}>
        {moments.length === 0 ? (
          <p className="muted replay-nothing">The SDK noted no clicks, requests or messages.</p>
        ) : (
          <Moments moments={moments} time={time} onChoose={(at) => setGoTo(({ wish }) => ({ at, wish: wish + 1 }))} />
        )}
      </Card>
    </div>
  );
}

function Moments({ moments, time, onChoose }: { readonly moments: readonly Moment[]; readonly time: number; readonly onChoose: (at: number) => void }) {
  const current = moments.findLast(({ at }) => at <= time)?.key;
  return (
    <ol className="replay-moments">
      {moments.map((moment) => (
        <li key={moment.key}>
          <button type="button" className="replay-moment" aria-current={moment.key === current ? "step" : undefined} onClick={() => onChoose(moment.at)}>
            <span className="num replay-moment-time">{clockOf(moment.at)}</span>
            <span className={moment.isError ? "replay-moment-kind replay-moment-bad" : "replay-moment-kind"}>{moment.kind}</span>
            <span className="one-line mono" dir="auto">
              {moment.text}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function ErrorLine({ organization, project, id }: { readonly organization: string; readonly project: string; readonly id: string }) {
  const event = useQuery({
    queryKey: ["event-of-replay", organization, project, id],
    queryFn: ({ signal }) => api.showProjectEvent({ organization, project, event: id }, { signal }),
    retry: false,
  });
  if (event.data?.groupID === undefined || event.data.groupID === null) return <li className="muted mono">{id}: not stored, or removed since</li>;
  return (
    <li>
      <Link to="/issues/$issueId/events/$eventId" params={{ issueId: event.data.groupID, eventId: id }} className="strong-link">
        {event.data.title}
      </Link>
    </li>
  );
}

function DeleteReplay({ organization, project, replay }: { readonly organization: string; readonly project: string; readonly replay: string }) {
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.deleteProjectReplay({ organization, project, replay });
      await queryClient.invalidateQueries({ queryKey: ["replays"] });
      toast("The replay is deleted.");
      await navigate({ to: "/replays" });
    } catch (error) {
      setBusy(false);
      toast(error instanceof Error ? error.message : "The replay could not be deleted.", { tone: "failed" });
    }
  };
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        Delete
      </Button>
      {isAsking ? (
        <ConfirmDialog title="Delete this replay?" action="Delete" busy={isBusy} onConfirm={() => void remove()} onClose={() => setAsking(false)}>
          Its segments are removed for everybody. This cannot be undone.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
