/** Content types under which an item of type `log` holds what the log drain of a platform sent (`protocol.md` §2). */
export const LOG_DRAIN_CONTENT_TYPES = {
  vercelJson: "application/vnd.vedette.vercel-logs+json",
  vercelLines: "application/vnd.vedette.vercel-logs+ndjson",
  heroku: "application/vnd.vedette.logplex-1",
} as const;
