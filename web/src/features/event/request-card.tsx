import "./request.css";

import { Card } from "../../ui/card.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { curlCommand } from "./curl.ts";
import type { RequestPart } from "./event-parts.ts";
import { KeyValues } from "./key-values.tsx";

export function RequestCard({ request }: { readonly request: RequestPart }) {
  const sections: readonly { readonly title: string; readonly pairs: readonly (readonly [string, unknown])[] }[] = [
    { title: "Query", pairs: request.query },
    { title: "Headers", pairs: request.headers },
    { title: "Cookies", pairs: request.cookies },
    { title: "Environment", pairs: request.env },
  ];
  return (
    <Card title="Request" id="request" actions={request.url === null ? undefined : <CopyButton text={() => curlCommand(request)} label="Copy as curl" />}>
      {request.url === null ? null : (
        <p className="request-line mono">
          <strong>{request.method ?? "GET"}</strong> <span>{request.url}</span>
          {request.fragment === null || request.fragment === "" ? null : <span className="muted">#{request.fragment}</span>}
        </p>
      )}
      {sections.map((section) => (section.pairs.length === 0 ? null : <Section key={section.title} title={section.title} pairs={section.pairs} />))}
      {request.body === null || request.body === "" ? null : <Body body={request.body} />}
    </Card>
  );
}

function Section({ title, pairs }: { readonly title: string; readonly pairs: readonly (readonly [string, unknown])[] }) {
  return (
    <section className="card-section">
      <h3>
        {title} <span className="muted num">{pairs.length}</span>
      </h3>
      <KeyValues pairs={pairs} />
    </section>
  );
}

function Body({ body }: { readonly body: unknown }) {
  const text = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  return (
    <section className="card-section">
      <h3>Body</h3>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must be reachable by keys */}
      <section className="request-body" tabIndex={0} aria-label="Request body">
        <pre>{text}</pre>
      </section>
    </section>
  );
}
