import "./request.css";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { apiUrl } from "../../api/client.ts";
import { rawEventQuery } from "../../api/queries.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

interface RawCardProps {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
}

export function RawCard({ organization, project, event }: RawCardProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title="Raw event"
      id="raw"
      note="JSON, as stored"
      actions={
        <>
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? "Hide" : "View"}
          </Button>
          <a className={buttonClass("plain", "small")} href={apiUrl("projects", organization, project, "events", event, "json")} download={`${event}.json`}>
            Download
          </a>
        </>
      }
    >
      {isOpen ? <RawJson organization={organization} project={project} event={event} /> : null}
    </Card>
  );
}

function RawJson({ organization, project, event }: RawCardProps) {
  const raw = useQuery(rawEventQuery(organization, project, event));
  if (raw.isError) return <p className="card-body">{raw.error.message}</p>;
  if (raw.data === undefined) return <Skeleton lines={5} />;
  const text = JSON.stringify(raw.data, null, 2);
  return (
    <div className="raw">
      <CopyButton text={text} what="the raw event" />
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must be reachable by keys */}
      <section tabIndex={0} aria-label="Raw event">
        <pre>{text}</pre>
      </section>
    </div>
  );
}
