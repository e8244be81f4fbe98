import { useState } from "react";

import { Card } from "../../ui/card.tsx";
import { Menu } from "../../ui/menu.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { Chip } from "../../ui/chip.tsx";
import type { ThreadPart } from "./event-parts.ts";
import { StackFrames } from "./stack-card.tsx";

function threadName(thread: ThreadPart): string {
  return thread.name === null || thread.name === "" ? `Thread ${thread.id}` : thread.name;
}

/** One thread at a time: the one that crashed, else the current one, comes first. */
export function ThreadsCard({ threads, platform }: { readonly threads: readonly ThreadPart[]; readonly platform: string | null }) {
  const [chosen, setChosen] = useState<string>();
  const thread = threads.find((each) => each.id === chosen) ?? threads.find((each) => each.isCrashed) ?? threads.find((each) => each.isCurrent) ?? threads[0];
  if (thread === undefined) return null;
  return (
    <Card
      title="Threads"
      id="threads"
      note={`${threads.length}`}
      actions={
        <Menu
          align="end"
          width={260}
          trigger={<SelectButton name="Thread" value={threadName(thread)} />}
          sections={[
            {
              entries: threads.map((each) => ({
                label: `${threadName(each)} (${each.id})`,
                ...(each.isCrashed ? { hint: "crashed" } : {}),
                checked: each === thread,
                onChoose: () => setChosen(each.id),
              })),
            },
          ]}
        />
      }
    >
      <p className="card-body thread-line">
        <strong>{threadName(thread)}</strong> {thread.isCrashed ? <Chip tone="fatal">Crashed</Chip> : null}{" "}
        {thread.state === null ? null : <span className="muted">{thread.state}</span>}
        {thread.stack === null ? <span className="muted"> No stack was sent for this thread.</span> : null}
      </p>
      <StackFrames key={thread.id} stack={thread.stack} isFull={false} newestFirst platform={platform} opensFirst />
    </Card>
  );
}
