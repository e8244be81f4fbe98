import "./profile-view.css";

import { useMemo, useState } from "react";

import { Card } from "../../ui/card.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { fullNumber, percent } from "../../ui/number-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { durationText } from "../../ui/time-text.ts";
import { type ThreadSamples, callTree, functionTimes } from "./call-tree.ts";
import { FlameGraph } from "./flame-graph.tsx";
import type { Profile } from "./queries.ts";

const mostFunctions = 100;

/** One thread at a time, as a flame graph or as a table of its functions. */
export function ProfileView({ profile }: { readonly profile: Profile }) {
  const [view, setView] = useState<"flame" | "functions">("flame");
  const [ownOnly, setOwnOnly] = useState(false);
  const [threadIndex, setThreadIndex] = useState("0");
  const thread = profile.threads[Number(threadIndex)] ?? profile.threads[0];
  if (thread === undefined) return null;
  const total = thread.weights.reduce((sum, weight) => sum + weight, 0);
  const samples = thread.counts.reduce((sum, count) => sum + count, 0);
  const hasOwn = profile.frames.some((frame) => frame.isOwn);
  return (
    <Card
      title={profile.transaction === "" ? "Where time was spent" : profile.transaction}
      id="profile"
      note={`${durationText(total)}, ${samples === 1 ? "1 sample" : `${fullNumber(samples)} samples`}${profile.sources > 1 ? ` of ${profile.sources} profiles` : ""}`}
      actions={
        <Segmented
          label="View"
          value={view}
          options={[
            { value: "flame", label: "Flame graph" },
            { value: "functions", label: "Functions" },
          ]}
          onChange={setView}
        />
      }
    >
      <div className="profile-choices">
        {profile.threads.length > 1 ? (
          <SelectField
            label="Thread"
            value={threadIndex}
            onChange={setThreadIndex}
            options={profile.threads.map((each, index) => ({ value: String(index), label: each.name }))}
          />
        ) : null}
        {hasOwn ? <Checkbox label="Own code only" labelShown checked={ownOnly} onChange={setOwnOnly} /> : null}
      </div>
      {view === "functions" ? (
        <Functions profile={profile} thread={thread} total={total} ownOnly={ownOnly} />
      ) : (
        <Flame key={`${threadIndex} ${ownOnly}`} profile={profile} thread={thread} ownOnly={ownOnly} />
      )}
    </Card>
  );
}

interface PartProps {
  readonly profile: Profile;
  readonly thread: ThreadSamples;
  readonly ownOnly: boolean;
}

function Flame({ profile, thread, ownOnly }: PartProps) {
  const root = useMemo(() => callTree(thread, profile.frames, ownOnly), [thread, profile, ownOnly]);
  return (
    <div className="card-body">
      <FlameGraph root={root} label={`Calls of ${thread.name}`} />
    </div>
  );
}

function Functions({ profile, thread, total, ownOnly }: PartProps & { readonly total: number }) {
  const all = useMemo(() => functionTimes(thread, profile.frames), [thread, profile]);
  const rows = all.filter(({ frame }) => !ownOnly || frame.isOwn);
  return (
    <>
      <DataTable
        label="Functions by their own time"
        columns={[
          { title: "Function" },
          { title: "Where" },
          { title: "Itself", isNumber: true },
          { title: "Of all", isNumber: true },
          { title: "With what it called", isNumber: true },
          { title: "Samples", isNumber: true },
        ]}
        rows={rows.slice(0, mostFunctions).map(({ frame, self, total: whole, samples }, index) => ({
          id: `${index} ${frame.name} ${frame.place}`,
          cells: [
            <span key="name" className={frame.isOwn ? "mono profile-own" : "mono"}>
              {frame.name}
            </span>,
            <span key="place" className="mono muted">
              {frame.place}
            </span>,
            durationText(self),
            percent(self, total),
            durationText(whole),
            fullNumber(samples),
          ],
        }))}
      />
      {rows.length > mostFunctions ? (
        <p className="card-body muted">
          The first {mostFunctions} of {fullNumber(rows.length)} functions.
        </p>
      ) : null}
    </>
  );
}
