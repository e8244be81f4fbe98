import { afterAll, beforeAll, expect, test } from "vitest";
import { eventDetail, issues, newProject, startServer, until, type Project, type Server } from "../../../server/test/harness.ts";
import { openShop, type Shop } from "./shop.ts";

let shop: Shop;
let server: Server;
let project: Project;
beforeAll(async () => {
  [shop, server] = await Promise.all([openShop(), startServer()]);
  project = await newProject(server, "storefront");
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

test("an error of a page becomes an issue with its breadcrumbs, its page and its release", async () => {
  let id = "";
  await shop.visit("breadcrumbs", {
    dsn: project.dsn,
    also: async (page) => {
      id = String(await page.evaluate("SDK.lastEventId()"));
    },
  });
  const event = JSON.stringify(await until("the event is processed", () => eventDetail(server, project, id)));
  for (const part of ["after many crumbs", "storefront-web@3.1.0", "ui.click", "user logged in", "/cart?s=breadcrumbs", "Chrome"])
    expect(event).toContain(part);
  expect(JSON.stringify(await issues(server, project))).toContain("after many crumbs");
});
