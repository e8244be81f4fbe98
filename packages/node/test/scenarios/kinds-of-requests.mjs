import { requests } from "../requests.mjs";

/** Requests that nobody wants to see in a list of transactions, and those that one does. */
export default (run) =>
  requests(run, async (call) => {
    for (const method of ["GET", "HEAD", "OPTIONS", "POST", "DELETE"]) await call(method, "/orders");
    for (const status of [304, 400, 418, 500]) await call("GET", `/status/${status}`);
    for (const file of ["/app.js", "/style.css", "/logo.png", "/favicon.ico", "/robots.txt", "/app.js?v=2", "/assets/data.json"]) await call("GET", file);
  });
