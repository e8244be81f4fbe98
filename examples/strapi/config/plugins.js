module.exports = ({ env }) => ({
  sentry: {
    enabled: env.bool("SENTRY_ENABLED", true),
    // An application that has the plugin among its dependencies needs no `resolve`.
    resolve: env("SENTRY_PLUGIN", "./node_modules/@vedette/strapi"),
    config: {
      dsn: env("SENTRY_DSN", null),
      sendMetadata: env.bool("SENTRY_METADATA", true),
      init: { release: "articles@1.4.0", tracesSampleRate: 1 },
    },
  },
  "users-permissions": { config: { jwtSecret: env("JWT_SECRET", "only for this example") } },
  graphql: { enabled: env.bool("GRAPHQL", true), config: { endpoint: "/graphql", v4CompatibilityMode: false } },
});
