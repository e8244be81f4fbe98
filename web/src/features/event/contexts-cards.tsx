import "./contexts.css";

import { Link } from "@tanstack/react-router";

import { isObject, listOf, objectOf, textOf } from "../../api/json.ts";
import type { EventShape } from "../../api/shapes.ts";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { byteText } from "../../ui/number-text.ts";
import { withTerm } from "../issue-stream/stream-query.ts";
import { remarksOf } from "./remarks.ts";
import { KeyValues } from "./key-values.tsx";

const names: Readonly<Record<string, string>> = {
  os: "Operating system",
  gpu: "GPU",
  app: "App",
  device: "Device",
  browser: "Browser",
  runtime: "Runtime",
  trace: "Trace",
  culture: "Culture",
  cloud_resource: "Cloud resource",
  response: "Response",
};

function contextName(key: string): string {
  return names[key] ?? key.replaceAll("_", " ").replace(/^./u, (letter) => letter.toUpperCase());
}

/** Sizes of memory and storage come in bytes. */
function inBytes(name: string, value: unknown): unknown {
  return typeof value === "number" && value >= 1024 && /(?:^|_)(?:memory|storage)(?:_size)?$/u.test(name) ? byteText(value) : value;
}

/** Tags of this event; each leads to the issues that have it too. */
export function EventTags({ event }: { readonly event: EventShape }) {
  if (event.tags.length === 0) return null;
  return (
    <Card title="Tags of this event" id="event-tags" note={`${event.tags.length}`}>
      <ul className="event-tags">
        {event.tags.map((tag) => (
          <li key={`${tag.key} ${tag.value}`}>
            <span className="event-tag-key">{tag.key}</span>
            <Link
              to="/issues"
              search={(before) => ({ ...before, query: withTerm("", tag.key, tag.value) })}
              className="mono"
              title={`Issues with ${tag.key}: ${tag.value}`}
            >
              {tag.value === "" ? "(empty)" : tag.value}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function UserCard({ event: { user, _meta: meta } }: { readonly event: EventShape }) {
  if (user === null) return null;
  const { geo, data, ...rest } = user;
  const pairs = [...Object.entries(rest), ...Object.entries(objectOf(data))].filter(([, value]) => value !== null && value !== "");
  const place = Object.values(objectOf(geo))
    .map(textOf)
    .filter((part) => part !== null);
  const all = place.length === 0 ? pairs : [...pairs, ["geo", place.join(", ")] as const];
  if (all.length === 0) return null;
  return (
    <Card title="User" id="user">
      <div className="card-section">
        <KeyValues
          pairs={all.map(([key, value]) => [key.replaceAll("_", " "), value] as const)}
          notes={{ ...objectOf(objectOf(meta.user)["data"]), ...objectOf(meta.user) }}
        />
      </div>
    </Card>
  );
}

export function ContextsCard({ event: { contexts, _meta: meta } }: { readonly event: EventShape }) {
  const shown = Object.entries(contexts).flatMap(([key, value]) => {
    if (key === "flags" || !isObject(value)) return [];
    const pairs = Object.entries(value)
      .filter(([name, content]) => name !== "type" && content !== null && content !== "")
      .map(([name, content]) => [name, inBytes(name, content)] as const);
    return pairs.length === 0 ? [] : [{ key, pairs }];
  });
  if (shown.length === 0) return null;
  return (
    <Card title="Contexts" id="contexts">
      <div className="contexts">
        {shown.map(({ key, pairs }) => (
          <section key={key} className="card-section">
            <h3>{contextName(key)}</h3>
            <KeyValues pairs={pairs} notes={objectOf(meta.contexts)[key]} />
          </section>
        ))}
      </div>
    </Card>
  );
}

export function FlagsCard({ contexts }: { readonly contexts: EventShape["contexts"] }) {
  const flags = listOf(objectOf(contexts["flags"])["values"]).filter(isObject);
  if (flags.length === 0) return null;
  return (
    <Card title="Feature flags" id="flags" note="as evaluated before the event, newest first">
      <ul className="flags">
        {flags.toReversed().map((flag, index) => {
          const result = textOf(flag["result"]) ?? "unknown";
          return (
            // eslint-disable-next-line react/no-array-index-key -- a flag may be evaluated more than once
            <li key={index}>
              <span className="mono">{textOf(flag["flag"]) ?? ""}</span>
              <Chip tone={result === "true" ? "good" : "neutral"}>{result}</Chip>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

export function PackagesCard({ packages }: { readonly packages: EventShape["packages"] }) {
  const entries = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return null;
  return (
    <Card title="Packages" id="packages" note={`${entries.length}`}>
      <details className="packages">
        <summary>
          {entries
            .slice(0, 6)
            .map(([name]) => name)
            .join(", ")}
          {entries.length > 6 ? ` and ${entries.length - 6} more` : ""}
        </summary>
        <ul>
          {entries.map(([name, version]) => (
            <li key={name} className="mono">
              <span>{name}</span> <span className="muted">{textOf(version) ?? ""}</span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}

export function ExtraCard({ event: { context: extra, _meta: meta } }: { readonly event: EventShape }) {
  const entries = Object.entries(extra);
  if (entries.length === 0) return null;
  return (
    <Card title="Additional data" id="extra">
      <div className="card-section">
        <KeyValues pairs={entries} notes={meta.context} />
      </div>
    </Card>
  );
}

/** What the server repaired or dropped while it read the event, and which SDK sent it. */
export function ReceptionCard({ event }: { readonly event: EventShape }) {
  const remarks = remarksOf(event);
  const sdk = event.sdk === null || event.sdk.name === null ? null : `${event.sdk.name} ${event.sdk.version ?? ""}`.trim();
  if (sdk === null && event.errors.length === 0 && remarks.length === 0) return null;
  return (
    <Card title="SDK" id="sdk" note={sdk === null ? undefined : <span className="mono">{sdk}</span>}>
      {remarks.length === 0 ? null : (
        <div className="card-section">
          <h3>Taken out or shortened before it was stored</h3>
          <KeyValues pairs={remarks.map(({ path, text }) => [path, text] as const)} />
        </div>
      )}
      {event.errors.length === 0 ? null : (
        <div className="card-section">
          <h3>Repaired while reading</h3>
          <KeyValues
            pairs={event.errors.map(
              (error) =>
                [
                  textOf(objectOf(error.data)["name"]) ?? error.type ?? "error",
                  [error.message, textOf(objectOf(error.data)["reason"])].filter(Boolean).join(": "),
                ] as const,
            )}
          />
        </div>
      )}
    </Card>
  );
}
