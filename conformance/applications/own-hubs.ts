import { listAt, pick } from "../../server/test/json-path.ts";
import type { Visit } from "../application.ts";
import { expectEqual } from "../expect.ts";

/** As many requests at once: each sets a tag in its own hub, lets the others go on, and sends a message that must have that tag. */
export const requestsWithOwnHubs =
  (count: number): Visit =>
  async (site) => {
    const tenants = Array.from({ length: count }, (_, n) => `tenant-${n}`);
    await Promise.all(tenants.map((tenant) => site.get(`/message/${tenant}`)));
    const stored = await site.until(`${count} messages`, async () => {
      const messages = (await site.events()).filter((event) => String(pick(event, "title")).startsWith("hello from tenant-"));
      return messages.length === count ? messages : undefined;
    });
    return stored.flatMap((event) => {
      const title = String(pick(event, "title"));
      const tenant = listAt(event, "tags").find((candidate) => pick(candidate, "key") === "tenant");
      return expectEqual(title, pick(tenant, "value"), title.replace("hello from ", ""));
    });
  };
