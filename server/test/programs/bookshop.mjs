// node bookshop.mjs stream|static: one request that asks the database once for each row of its first query.
const [lifecycle] = process.argv.slice(2);
const sdk = await import(process.env.SDK);
sdk.init({ dsn: process.env.DSN, tracesSampleRate: 1, traceLifecycle: lifecycle, environment: "proof", release: "books@1.0.0", defaultIntegrations: false });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const query = (name) => sdk.startSpan({ name, op: "db", attributes: { "db.system": "postgresql" } }, () => pause(8));

await sdk.startSpan({ name: "GET /books", op: "http.server", forceTransaction: true }, async () => {
  sdk.setUser?.({ id: "reader-7" });
  await query("SELECT * FROM books LIMIT 20");
  for (let i = 0; i < 9; i++) await query("SELECT * FROM authors WHERE id = $1");
});
await sdk.flush(60_000);
