import { attachError, init, setUser } from "@vedette/node";
import express from "express";

// Express 5.3 and newer tells the SDK about errors and routes itself: there is nothing of it in the application.

init({ environment: "development", tracesSampleRate: 1 });

const app = express();
app.use((request, _response, next) => {
  setUser({ id: request.get("x-user") ?? "nobody" });
  next();
});
app.get("/", (_request, response) => void response.send("hello\n"));
// oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 awaits its handlers
app.get("/orders/:id", async (request) => {
  throw new Error(`order ${request.params.id} is lost`, { cause: new Error("the shelf is empty") });
});
app.get("/stock", (_request, response) => {
  // Answered by the application, and reported because the answer is one of 500 to 599.
  attachError(new Error("no stock", { cause: new RangeError("row 7 does not exist") }));
  response.status(503).send("try again later\n");
});

const server = app.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
