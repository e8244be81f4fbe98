module.exports = ({ env }) => ({
  host: "127.0.0.1",
  port: env.int("PORT", 1337),
  app: { keys: env.array("APP_KEYS", ["only for this example"]) },
  cron: {
    enabled: true,
    tasks: {
      "nightly clean-up": {
        task: async ({ strapi }) => {
          await strapi.documents("api::article.article").findMany();
          throw new Error("the clean-up found no broom");
        },
        options: { rule: "0 0 3 * * *", tz: "Europe/Berlin" },
      },
    },
  },
});
