import { getClient, lastEventId } from "@vedette/core";
import { reportDialogUrl } from "@vedette/protocol";

export interface ReportDialogOptions {
  /** The event that the person may describe. Default: the last one. */
  readonly eventId?: string | undefined;
  readonly user?: { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly lang?: string | undefined;
  readonly onLoad?: (() => void) | undefined;
}

/** Shows the server's dialog that asks the person what happened. */
export function showReportDialog({ eventId = lastEventId(), user = {}, onLoad, ...texts }: ReportDialogOptions = {}): void {
  const client = getClient();
  const { dsn } = client?.options ?? {};
  if (!client?.dsn || !dsn || !eventId) return;
  const url = new URL(reportDialogUrl(client.dsn));
  const fields = { dsn, eventId, ...texts, name: user.name, email: user.email };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) url.searchParams.set(name, value);
  const script = document.createElement("script");
  script.src = url.href;
  script.async = true;
  script.crossOrigin = "anonymous";
  if (onLoad) script.addEventListener("load", onLoad, { once: true });
  document.body.append(script);
}
