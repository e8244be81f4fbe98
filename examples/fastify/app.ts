import { getRequestScope, init } from "@vedette/node";
import { vedettePlugin } from "@vedette/node/fastify";
import fastify from "fastify";

// The counterpart of a Hertz service with its Sentry middleware: the request's scope is taken from its context, the error is passed on to the
// framework (`rePanic`), and the answer waits for the delivery.

init({ environment: "development" });

const app = fastify();
await app.register(vedettePlugin, { rethrow: true, waitForDelivery: true, timeout: 3000, sendRequest: true, sendBody: true });

app.addHook("preHandler", async (request) => {
  getRequestScope(request)?.setTag("tenant", "acme");
});
app.get("/", () => "hello\n");
app.post("/orders", (request) => {
  getRequestScope(request)?.setExtra("attempt", 1);
  throw new Error("the order cannot be stored");
});

console.log(`listening on ${await app.listen({ port: Number(process.env["PORT"] ?? 3000), host: "127.0.0.1" })}`);
