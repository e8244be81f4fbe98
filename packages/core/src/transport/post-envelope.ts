import { envelopeText, serializeEnvelope } from "@vedette/protocol";
import { checkResponse, type HttpClient, type HttpResponse } from "./http-client.ts";
import type { OutgoingEnvelope, OutgoingItem } from "./outgoing.ts";
import { remove } from "./remove.ts";
import type { Scheduler } from "./scheduler.ts";

/** What goes over the wire: text where no payload needs bytes. */
export function textOrBytes(now: number, envelopeHeaders: OutgoingEnvelope["headers"], outgoing: readonly OutgoingItem[]): string | Uint8Array {
  const headers = { ...envelopeHeaders, sent_at: new Date(now).toISOString() };
  const items = outgoing.map(({ header, payload }) => ({ headers: header, payload }));
  return envelopeText(headers, items) ?? serializeEnvelope(headers, items);
}

export const bytesOf = (body: string | Uint8Array): Uint8Array => (typeof body === "string" ? new TextEncoder().encode(body) : body);

export interface PostDeps {
  readonly url: string;
  readonly scheduler: Scheduler;
  /** Milliseconds. */
  readonly requestTimeout?: number | undefined;
  readonly aborts: AbortController[];
}

export interface Post {
  readonly httpClient: HttpClient;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One attempt. Rejects at the timeout and on abort even if the client ignores its signal: it must not hold its place for ever. */
export function postOnce({ url, scheduler, requestTimeout: timeout = 10_000, aborts }: PostDeps, { httpClient, headers, body }: Post): Promise<HttpResponse> {
  const abort = new AbortController();
  const { signal } = abort;
  aborts.push(abort);
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(timeout, () => abort.abort(new Error(`no answer within ${timeout} ms`)));
    const end = (): void => {
      remove(aborts, abort);
      cancel();
    };
    const failed = (error: unknown): void => {
      end();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    signal.addEventListener("abort", () => failed(signal.reason), { once: true });
    const answered = (answer: unknown): void => {
      end();
      resolve(checkResponse(answer));
    };
    // What a client throws at once counts like what it rejects with.
    const post = async (): Promise<unknown> => httpClient.post(url, { ...headers }, body, { signal });
    post().then(answered).catch(failed);
  });
}
