import { addBreadcrumb, captureException, flush, init, setUser } from "@vedette/browser/errors";

// A module that pages share with the server that renders them.
init({ dsn: "https://0123456789abcdef0123456789abcdef@errors.example.com/1", release: "shop@1.0.0" });
setUser({ id: "7" });
addBreadcrumb({ message: "on the server" });
captureException(new Error("on the server"));
console.log("rendered", await flush());
