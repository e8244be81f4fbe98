import { serve } from "@hono/node-server";
import { attachError, init } from "@vedette/node";
import { honoMiddleware } from "@vedette/node/hono";
import { Hono } from "hono";

// The counterpart of an actix-web service with its Sentry middleware: server errors are reported with their whole cause chain, the answer names
// the event, and a transaction is named by the pattern of its route.

init({ environment: "development", tracesSampleRate: 1 });

const app = new Hono();
app.use(honoMiddleware({ captureServerErrors: true, emitHeader: true }));

app.get("/", (context) => context.text("hello\n"));
app.get("/users/:id", () => {
  throw new Error("the user cannot be loaded", { cause: new Error("the query failed", { cause: new Error("connection refused") }) });
});
app.get("/imports", (context) => {
  attachError(new Error("the import broke off", { cause: new SyntaxError("line 3") }));
  return context.text("the import is not available\n", 503);
});
app.get("/bare", (context) => context.text("a 500 without an error is no report\n", 500));

const port = Number(process.env["PORT"] ?? 3000);
serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (address) => console.log(`listening on http://127.0.0.1:${address.port}`));
