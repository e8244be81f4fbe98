const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * What a request is held to before its items are known, with the origin of each number. Bytes are counted after inflating.
 * "R" is Relay's default (`protocol.md` §7), "V" our own choice. The limits of items by type stand in `ITEM_TYPES` of the
 * protocol package, which SDKs share.
 */
export const limits = {
  /** R: the whole envelope. */
  envelopeBytes: 200 * MiB,
  /** R: the store endpoint's body. */
  eventBytes: 1 * MiB,
  /** R: an upload of a crash reporter or of files, and each file of it. */
  attachmentBytes: 200 * MiB,
  /** R: a file that is uploaded by itself. */
  uploadBytes: 1024 * MiB,
  /** V: so long an upload may take, and wait for the envelope that refers to it. */
  uploadHours: 24,
  /** V: uploads that are received at the same time, by all projects. */
  uploadsAtOnce: 64,
  /** R: a request of OTLP. */
  otlpBytes: 12 * MiB,
  /** V: a request of a log drain; Relay has the envelope's limit for it. */
  logDrainBytes: 12 * MiB,
  /** V: one line of JSON; Relay reads it whole without a limit of its own. */
  envelopeHeaderBytes: 64 * KiB,
  itemHeaderBytes: 16 * KiB,
  /** V: items in an envelope; SDKs send a handful. */
  items: 1000,
  /** V: encodings stacked in Content-Encoding. */
  contentEncodings: 3,
  /** R: headers that carry authentication. */
  authBytes: 2 * KiB,
} as const;
