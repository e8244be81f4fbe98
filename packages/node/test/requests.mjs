import http from "node:http";

/** Traces a server that answers with the status its path names, 200 without one, while `make` calls it. */
export async function requests({ sdk, init }, make) {
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
  await sdk.suppressTracing(() => make(call));
  server.closeAllConnections();
  server.close();
}
