import type { IncomingMessage, ServerResponse } from "node:http";
import type { UploadStore } from "../../stores/uploads/port.ts";
import type { ExchangeContext } from "../exchange.ts";
import type { KeyAccess } from "../key-cache.ts";

export interface UploadContext extends ExchangeContext {
  readonly uploads: UploadStore;
  /** By id: what receives it right now. Whoever comes next ends it. */
  readonly busy: Map<string, Receiving>;
}

interface Receiving {
  stop(): void;
  /** Resolves when it has let go of the file. */
  readonly done: Promise<void>;
}

/** A request whose sender is known and may send. */
export interface UploadRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly context: UploadContext;
  readonly access: KeyAccess;
  /** Without the question mark. */
  readonly query: string;
}

/** Ends the one that still receives: its client has lost the connection, or it would not ask. */
export async function takeOver({ busy }: UploadContext, id: string): Promise<void> {
  for (let other = busy.get(id); other !== undefined; other = busy.get(id)) {
    other.stop();
    await other.done;
  }
}
