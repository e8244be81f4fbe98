import "./attachments.css";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { apiUrl } from "../../api/client.ts";
import { attachmentsQuery } from "../../api/queries.ts";
import type { AttachmentShape } from "../../api/shapes.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { byteText } from "../../ui/number-text.ts";

interface Scope {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
}

const fileUrl = (scope: Scope, attachment: AttachmentShape) =>
  `${apiUrl("projects", scope.organization, scope.project, "events", scope.event, "attachments", attachment.id)}?download=1`;

/** Only kinds that a browser draws without running anything in them; SVG can carry scripts and is not among them. */
const drawable = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
const largestPreview = 10 * 1024 * 1024;

export function AttachmentsCard(scope: Scope) {
  const attachments = useQuery(attachmentsQuery(scope.organization, scope.project, scope.event)).data ?? [];
  const [shown, setShown] = useState<AttachmentShape>();
  if (attachments.length === 0) return null;
  return (
    <Card title="Attachments" id="attachments" note={`${attachments.length}`}>
      <ul className="attachments">
        {attachments.map((attachment) => (
          <li key={attachment.id}>
            <span className="attachment-name mono one-line">{attachment.name}</span>
            <span className="muted one-line">{attachment.mimetype}</span>
            <span className="num muted">{byteText(attachment.size)}</span>
            <span className="attachment-actions">
              {drawable.has(attachment.mimetype) && attachment.size <= largestPreview ? (
                <Button size="small" tone="quiet" onClick={() => setShown(attachment)}>
                  Preview
                </Button>
              ) : null}
              <a className={buttonClass("plain", "small")} href={fileUrl(scope, attachment)} download={attachment.name}>
                Download
              </a>
            </span>
          </li>
        ))}
      </ul>
      {shown === undefined ? null : <Preview scope={scope} attachment={shown} onClose={() => setShown(undefined)} />}
    </Card>
  );
}

/** As a data: URL, which the CSP allows for images; the file itself is served for download only. */
function Preview({ scope, attachment, onClose }: { readonly scope: Scope; readonly attachment: AttachmentShape; readonly onClose: () => void }) {
  const [source, setSource] = useState<string>();
  const [error, setError] = useState<string>();
  const url = fileUrl(scope, attachment);
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      const response = await fetch(url, { signal: abort.signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        if (typeof reader.result === "string") setSource(reader.result);
      });
      reader.readAsDataURL(new Blob([await response.arrayBuffer()], { type: attachment.mimetype }));
    };
    load().catch((failure: unknown) => {
      if (!abort.signal.aborted) setError(failure instanceof Error ? failure.message : "The image could not be read.");
    });
    return () => abort.abort();
  }, [url, attachment.mimetype]);
  return (
    <Dialog title={attachment.name} width={860} onClose={onClose}>
      {source === undefined ? <p className="muted">{error ?? "Loading"}</p> : <img className="attachment-image" src={source} alt={attachment.name} />}
    </Dialog>
  );
}
