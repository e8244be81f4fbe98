/**
 * Files that a client sends by themselves, in pieces if need be, before the envelope that refers to them (`protocol.md` §2.5).
 * They wait until such an envelope is committed, or until they are too old.
 */
export interface Upload {
  /** 32 lowercase hex. */
  readonly id: string;
  readonly projectId: number;
  readonly keyId: number;
  /** Bytes in all. Null: the client has not said yet. */
  readonly length: number | null;
  /** `Upload-Metadata` as sent, or nothing. */
  readonly metadata: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface StoredUpload extends Upload {
  /** Bytes that are there, durably. */
  readonly offset: number;
}

/** The side that receives. Rejects with `StoreUnavailable` when the disk refuses. */
export interface UploadStore extends WaitingUploads {
  create(upload: Omit<Upload, "id">): Promise<StoredUpload>;
  find(projectId: number, id: string): Promise<StoredUpload | undefined>;
  setLength(upload: Upload, length: number): Promise<void>;
  /** One at a time for each upload: the caller sees to that. */
  append(upload: StoredUpload): Promise<UploadAppend>;
  /** Bytes that were announced and have not arrived: what is on the disk will grow by as much. Some seconds old. */
  promisedBytes(now: number): Promise<number>;
  /** Path and query under which the client goes on, signed: nobody else can make one up. */
  locationOf(upload: Upload): string;
  isGenuine(projectId: number, id: string, query: string): boolean;
}

/** What lies there, for whoever counts it and takes it away. */
export interface WaitingUploads {
  remove(id: string): Promise<void>;
  list(): Promise<readonly ListedUpload[]>;
}

export interface ListedUpload extends StoredUpload {
  /** With its event, too: only its own name is left to be removed. */
  readonly isSpent: boolean;
}

export interface UploadAppend {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when what was written is durable. */
  keep(): Promise<void>;
  /** As if nothing had been written. */
  undo(): Promise<void>;
}

/** The side that processes what refers to an upload. Reads synchronously: it belongs in a worker thread. */
export type FindUpload = (projectId: number, location: string) => FoundUpload | { readonly problem: string };

/** A complete one. */
export interface FoundUpload {
  readonly id: string;
  readonly size: number;
  /** 40 lowercase hex. */
  readonly sha1: string;
  readonly metadata: string;
  /** Its first bytes. */
  head(maxBytes: number): Uint8Array;
}

/** The side that stores it for good. */
export interface SpentUploads {
  fileOf(id: string): string;
  /** What refers to them is committed. */
  remove(ids: readonly string[]): void;
}
