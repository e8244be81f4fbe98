import http from "node:http";

/** Requests of a plain server: isolated scopes, request data, continued trace, outgoing calls. */
export default async function ({ sdk, init }) {
  init({ tracesSampleRate: 1, traceLifecycle: "static" });
  const answer = async (request, response) => {
    sdk.setTag("path", request.url);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (request.url.startsWith("/fail")) sdk.captureException(new Error(`failed at ${request.url}`));
    response.end("ok");
  };
  const server = http.createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, resolve));
  const call = (path, headers = {}) =>
    new Promise((resolve) =>
      http.get({ port: server.address().port, path, headers: { Host: "shop.example.com", Cookie: "sid=1", ...headers } }, (response) =>
        response.resume().on("end", resolve),
      ),
    );
  await sdk.suppressTracing(() =>
    Promise.all([
      call("/orders?verbose=1", { "sentry-trace": "771a43a4192642f0b136d5159a501700-7b4a1b2c3d4e5f60-1" }),
      call("/fail/1"),
      call("/fail/2", { authorization: "Bearer secret" }),
    ]),
  );
  server.closeAllConnections();
  server.close();
}
