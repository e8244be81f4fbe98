import { createServer } from "node:http";
import { init, setTag } from "@vedette/node";
import { h3Middleware } from "@vedette/node/h3";
import { H3, toNodeHandler } from "h3";

init({ environment: "development", tracesSampleRate: 1 });

const app = new H3({ silent: true });
app.use(h3Middleware({ emitHeader: true }));
app.get("/", () => "hello\n");
app.get("/orders/:id", (event) => {
  setTag("order", event.context.params?.["id"] ?? "");
  throw new Error("the order is lost");
});

const server = createServer(toNodeHandler(app));
server.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
