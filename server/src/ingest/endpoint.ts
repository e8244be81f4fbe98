import type { DataCategory } from "@vedette/protocol";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { RecordMeta } from "../log/port.ts";
import type { BodyRules } from "./body-ceiling.ts";
import type { CountedItem, Refusal } from "./refusal.ts";
import type { UnpackInThread } from "./unpack-dump.ts";

/** What an endpoint makes of a body, before anything is looked up or stored. */
export interface Submission {
  /** What is answered and stored: 32 lowercase hex. */
  readonly eventId: string;
  /** What the log keeps. */
  readonly body: Uint8Array;
  readonly items: readonly CountedItem[];
  /** What quotas count, where that is not the same. */
  readonly charged?: readonly CountedItem[];
  /** The body without items of these categories and what depends on them; undefined when nothing is left. */
  readonly without: (limited: ReadonlySet<DataCategory>) => { readonly body: Uint8Array; readonly dropped: readonly CountedItem[] } | undefined;
  /** DSN in the body, as sent. */
  readonly dsn: string | undefined;
}

/** What of a request besides its body tells what the body is. */
export interface SentRequest {
  readonly contentType: string | undefined;
  /** Without the question mark. */
  readonly query: string;
  readonly method: string;
  /** Path segments behind the endpoint's name. */
  readonly path: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly unpackInThread: UnpackInThread;
}

export interface Endpoint {
  readonly kind: RecordMeta["endpoint"];
  readonly methods: readonly string[];
  readonly rules: BodyRules;
  /** Authentication may stand in the body. */
  readonly authInBody: boolean;
  /** A promise where a body has to be unpacked that is too large to do so at once. */
  readonly read: (body: Buffer, request: SentRequest) => Submission | Refusal | Promise<Submission | Refusal>;
  /** Whether these segments behind the endpoint's name are an address of it; none are when left out. */
  readonly takesPath?: (path: readonly string[]) => boolean;
  /** The public key, where it stands in the path. */
  readonly keyInPath?: (path: readonly string[]) => string | undefined;
  /** The body may be missing: what is sent stands in the address. */
  readonly emptyBody?: boolean;
  /** Success is answered also where a limit keeps nothing: senders would try again for ever (`protocol.md` §2.3, §2.4). */
  readonly hidesLimits?: boolean | ((path: readonly string[]) => boolean);
  /** For GET: the body that the query holds, base64 or plain. */
  readonly queryParameter?: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse, eventId: string) => void;
}
