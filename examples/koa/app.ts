import { Router } from "@koa/router";
import { init } from "@vedette/node";
import { koaMiddleware } from "@vedette/node/koa";
import Koa from "koa";

init({ environment: "development", tracesSampleRate: 1 });

const app = new Koa();
app.use(koaMiddleware({ emitHeader: true, filter: (error) => !(error instanceof RangeError) }));

const router = new Router();
router.get("/", (context) => {
  context.body = "hello\n";
});
router.get("/orders/:id", (context) => {
  // Expected in this application, so the filter leaves it out.
  if (context.params["id"] === "0") throw new RangeError("there is no order 0");
  throw new Error(`order ${context.params["id"]} is lost`);
});
app.use(router.routes());
app.on("error", () => undefined);

const server = app.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
