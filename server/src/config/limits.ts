const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * Every size and count that input is held to, with its origin. Sizes are bytes after inflating.
 * "R" is Relay's default (`protocol.md` §7), "V" our own choice.
 */
export const limits = {
  /** R: the whole envelope. */
  envelopeBytes: 200 * MiB,
  /** R: event, transaction, security, feedback, form data, replay event, nel, statsd items; the store endpoint's body. */
  eventBytes: 1 * MiB,
  /** R: each attachment and all of an envelope. */
  attachmentBytes: 200 * MiB,
  attachments: 30,
  /** R */
  sessionBytes: 10 * MiB,
  sessionItems: 100,
  /** R */
  clientReportBytes: 100 * KiB,
  /** R */
  replayRecordingBytes: 10 * MiB,
  profileBytes: 50 * MiB,
  checkInBytes: 100 * KiB,
  /** R: log, span and metric containers. */
  containerBytes: 12 * MiB,
  /** V: one line of JSON; Relay reads it whole without a limit of its own. */
  envelopeHeaderBytes: 64 * KiB,
  itemHeaderBytes: 16 * KiB,
  /** V: items in an envelope; SDKs send a handful. */
  items: 1000,
  /** V: nesting of a JSON payload. JSON.parse itself has no limit, walking its result does. */
  jsonDepth: 200,
  /** V: encodings stacked in Content-Encoding. */
  contentEncodings: 3,
  /** R: query parameters and headers that carry authentication. */
  authBytes: 2 * KiB,
} as const;

export type Limits = typeof limits;
