import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `VEDETTE_DEV_SERVER` names the running server that `/api` is passed on to during development. */
const server = process.env["VEDETTE_DEV_SERVER"] ?? "http://127.0.0.1:9000";

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["@vedette/source", "module", "browser", "development|production"] },
  // Sessions are bound to the origin of the server, which a page of the development server is not.
  server: { proxy: { "/api": { target: server, headers: { origin: server } } } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // The CSP allows fonts and scripts of this origin only, and `data:` for images alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
