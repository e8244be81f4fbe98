/** Content types under which an envelope's item of type `span` or `log` holds a request of OTLP as it was sent (`protocol.md` §8.21). */
export const OTLP_CONTENT_TYPES = {
  protobuf: "application/vnd.vedette.otlp+protobuf",
  json: "application/vnd.vedette.otlp+json",
} as const;
