module.exports = ({ env }) => ({
  auth: { secret: env("ADMIN_JWT_SECRET", "only for this example") },
  apiToken: { salt: env("API_TOKEN_SALT", "only for this example") },
  transfer: { token: { salt: env("TRANSFER_TOKEN_SALT", "only for this example") } },
  serveAdminPanel: false,
});
