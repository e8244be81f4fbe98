import http from "node:http";

/** Breadcrumbs that come by themselves, those made by hand, and the limit. */
export default async function ({ sdk, init }) {
  init({ maxBreadcrumbs: 20 });
  const server = http.createServer((request, response) => {
    response.statusCode = request.url.includes("missing") ? 404 : 200;
    response.end("ok");
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const base = `http://localhost:${server.address().port}`;
  console.log("cart opened");
  console.warn("stock is low");
  console.error("card was declined");
  await new Promise((resolve) => http.get(`${base}/prices?sku=A-1`, (response) => response.resume().on("end", resolve)));
  await fetch(`${base}/missing`, { method: "POST", body: "x" }).then((response) => response.text());
  sdk.addBreadcrumb({ category: "auth", message: "user logged in", level: "info", data: { via: "sso" } });
  sdk.addBreadcrumb({ type: "query", category: "db", message: "SELECT 1", level: "debug" });
  sdk.captureException(new Error("after many crumbs"));
  for (let index = 0; index < 30; index++) sdk.addBreadcrumb({ category: "loop", message: `step ${index}` });
  sdk.captureMessage("only the last 20 crumbs");
  server.closeAllConnections();
  server.close();
}
