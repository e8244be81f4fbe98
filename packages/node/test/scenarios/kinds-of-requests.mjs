import http from "node:http";

/** Requests that nobody wants to see in a list of transactions, and those that one does. */
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
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "DELETE"]) await call(method, "/orders");
    for (const status of [304, 400, 418, 500]) await call("GET", `/status/${status}`);
    for (const file of ["/app.js", "/style.css", "/logo.png", "/favicon.ico", "/robots.txt", "/app.js?v=2", "/assets/data.json"]) await call("GET", file);
  });
  server.closeAllConnections();
  server.close();
}
