const { errors } = require("@strapi/utils");

/** Routes that each cause one thing to be reported, or not to be. */
module.exports = {
  error() {
    throw new TypeError("no such shelf", { cause: new Error("the shelf was sold") });
  },

  invalid() {
    throw new errors.ValidationError("the shelf is full");
  },

  sent(ctx) {
    strapi
      .plugin("sentry")
      .service("sentry")
      .sendError(new Error("sent by hand"), (scope, instance) => {
        scope.setTag("by", "hand");
        // The official plugin promises its instance here and gives none.
        instance?.setTag("instance", "given");
      });
    ctx.body = { did: "sent an error" };
  },

  async cron(ctx) {
    const { job } = strapi.cron.jobs.find(({ name }) => name === "nightly clean-up");
    const failed = await job.invoke().then(
      () => false,
      () => true,
    );
    ctx.body = { failed };
  },

  service(ctx) {
    const plugin = strapi.plugin("sentry");
    const service = plugin?.service("sentry");
    ctx.body = { plugin: plugin !== undefined, instance: service?.getInstance() == null ? null : typeof service.getInstance().captureException };
  },
};
