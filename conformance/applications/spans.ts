import { listAt, pick } from "../../server/test/json-path.ts";
import type { Site } from "../application.ts";

/** Spans whose description is `name`, newest first, as the explorer's table shows them; waits for one. */
export async function spansNamed(site: Site, name: string): Promise<readonly unknown[]> {
  const fields = ["id", "trace", "span.op", "span.description", "span.duration"].map((field) => `field=${field}`).join("&");
  return site.until(`a span called ${name}`, async () => {
    const { body } = await site.api(`/organizations/{org}/events/?dataset=spans&${fields}&statsPeriod=1h&per_page=100`);
    const found = listAt(body, "data").filter((row) => pick(row, "span.description") === name || pick(row, "transaction") === name);
    return found.length > 0 ? found : undefined;
  });
}
