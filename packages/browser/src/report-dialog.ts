import { getClient, getCurrentScope, getIsolationScope, lastEventId } from "@vedette/core";
import { parseDsn, reportDialogUrl } from "@vedette/protocol";

/** What the dialog says instead of the server's texts in the language of the person. */
interface ReportDialogTexts {
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly subtitle2?: string | undefined;
  readonly labelName?: string | undefined;
  readonly labelEmail?: string | undefined;
  readonly labelComments?: string | undefined;
  readonly labelClose?: string | undefined;
  readonly labelSubmit?: string | undefined;
  readonly errorGeneric?: string | undefined;
  readonly errorFormEntry?: string | undefined;
  readonly successMessage?: string | undefined;
}

export interface ReportDialogOptions extends ReportDialogTexts {
  /** The event that the person may describe. Default: the last one. */
  readonly eventId?: string | undefined;
  /** Default: that of `init`. */
  readonly dsn?: string | undefined;
  /** Fills in the form. Default: what `setUser` said. */
  readonly user?: { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;
  /** Two letters. Default: that of the browser. */
  readonly lang?: string | undefined;
  readonly onLoad?: (() => void) | undefined;
  readonly onClose?: (() => void) | undefined;
  /** There is no dialog: no event to describe, or the server refused the script. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** What the dialog of every server says when it closes. */
const CLOSED = "__sentry_reportdialog_closed__";

/** Shows the server's dialog that asks the person what happened. */
export function showReportDialog({ eventId = lastEventId(), user, dsn, onLoad, onClose, onError, ...texts }: ReportDialogOptions = {}): void {
  const client = getClient();
  const address = dsn ?? client?.options.dsn ?? "";
  const parsed = client?.enabled ? parseDsn(address) : undefined;
  if (!parsed || !eventId) return onError?.(new Error(parsed ? "there is no event to describe" : "there is no DSN"));
  const known = { ...getIsolationScope().getScopeData().user, ...getCurrentScope().getScopeData().user, ...user };
  const fields = { dsn: address, eventId, ...texts, name: known.name ?? known.username, email: known.email };
  const url = new URL(reportDialogUrl(parsed));
  for (const [name, value] of Object.entries(fields)) if (typeof value === "string") url.searchParams.set(name, value);
  const script = document.createElement("script");
  script.src = url.href;
  script.async = true;
  script.crossOrigin = "anonymous";
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (data !== CLOSED) return;
    removeEventListener("message", onMessage);
    onClose?.();
  };
  addEventListener("message", onMessage);
  script.addEventListener("load", () => onLoad?.());
  script.addEventListener("error", () => {
    removeEventListener("message", onMessage);
    onError?.(new Error("the script of the dialog could not be loaded"));
  });
  // An error in the head comes before the body.
  document.documentElement.append(script);
}
