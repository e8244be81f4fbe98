const route = (method, path, handler) => ({ method, path, handler: `health.${handler}`, config: { auth: false } });

module.exports = {
  routes: [
    route("GET", "/health/error/:id", "error"),
    route("GET", "/health/invalid", "invalid"),
    route("GET", "/health/sent", "sent"),
    route("GET", "/health/cron", "cron"),
    route("GET", "/health/service", "service"),
  ],
};
