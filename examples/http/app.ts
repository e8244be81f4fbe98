import { createServer } from "node:http";
import { init, nameRoute, setTag } from "@vedette/node";
import { watchListener } from "@vedette/node/http";

// A server of node:http. The DSN comes from SENTRY_DSN; without one nothing is reported and everything works the same.

init({ environment: "development", tracesSampleRate: 1 });

const listener = watchListener(
  async (request, response) => {
    if (request.url === "/checkout") {
      nameRoute(request, "/checkout");
      setTag("cart", 77);
      throw new Error("card declined", { cause: new Error("the bank did not answer") });
    }
    response.end("hello\n");
  },
  // There is no framework around it that would answer.
  { rethrow: false, emitHeader: true },
);

const server = createServer((request, response) => void listener(request, response));
server.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
