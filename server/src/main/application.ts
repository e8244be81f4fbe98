import path from "node:path";
import { createApp, type AppOptions } from "../api/app.ts";
import { createPages } from "./pages.ts";

const webFolder = path.join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? "../../.." : "../..", "web/dist");

/** The REST API and the pages. Loaded when somebody asks for one of them (`lazy-application.ts`). */
export function createApplication(options: AppOptions): ReturnType<typeof createApp> {
  const app = createApp(options);
  app.route("/", createPages(webFolder));
  return app;
}
