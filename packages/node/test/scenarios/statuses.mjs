import http from "node:http";

/** Answers that say where to go or that nobody may. */
export default async function ({ sdk, init }) {
  init({ tracesSampleRate: 1, traceLifecycle: "static" });
  const server = http.createServer((request, response) => {
    response.statusCode = Number(/\d{3}/.exec(request.url)?.[0] ?? 200);
    response.end("ok");
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const call = (method, path) =>
    new Promise((resolve) =>
      http
        .request({ method, port: server.address().port, path, headers: { Host: "shop.example.com" } }, (response) => response.resume().on("end", resolve))
        .end(),
    );
  await sdk.suppressTracing(async () => {
    for (const status of [301, 302, 401, 403, 404]) await call("GET", `/status/${status}`);
  });
  server.closeAllConnections();
  server.close();
}
