// A primary and two workers, each with an SDK of its own; one worker crashes.
import cluster from "node:cluster";
import http from "node:http";
import * as sdk from "@vedette/node";

sdk.init({ dsn: process.env.SENTRY_DSN, release: "r@1", shutdownTimeout: 60_000, autoSessionTracking: false });
sdk.setTag("role", cluster.isPrimary ? "primary" : "worker");
if (cluster.isPrimary) primary();
else worker();

function primary() {
  const codes = [];
  cluster.on("exit", (_worker, code) => {
    codes.push(code);
    sdk.captureMessage(`a worker ended with ${code}`);
    if (codes.length === 2) process.stdout.write(`${codes.toSorted((a, b) => a - b).join()}\n`);
  });
  cluster.on("message", (_worker, port) => http.get({ port, path: "/fail", agent: false }, (response) => response.resume()).on("error", () => {}));
  for (const task of ["answer", "crash"]) cluster.fork({ TASK: task });
}

function worker() {
  const server = http.createServer((request, response) => {
    sdk.setTag("path", request.url);
    if (process.env.TASK === "crash") throw new TypeError("crash in a worker");
    sdk.captureException(new Error("handled in a worker"));
    response.end("ok", () => {
      server.close();
      cluster.worker.disconnect();
    });
  });
  // A port of its own, or the two would answer for each other.
  server.listen({ port: 0, exclusive: true }, () => process.send(server.address().port));
}
