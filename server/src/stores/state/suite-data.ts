import type { StateWriter } from "./port.ts";
import type { AssignRequest } from "./port/ingest.ts";

/** Shared by the suites of the state port. */

export const hour = 3_600_000;
/** A fixed moment: rules compare times with each other, never with the clock. */
export const noon = Date.UTC(2026, 4, 10, 12);

/** One event of an issue, unless the changes say otherwise. */
export function request(
  hashes: readonly string[],
  changes: Omit<Partial<AssignRequest>, "latest"> & { readonly latest?: Partial<AssignRequest["latest"]> } = {},
): AssignRequest {
  const lastSeen = changes.lastSeen ?? noon;
  return {
    projectId: 1,
    hashes,
    count: 1,
    firstSeen: lastSeen,
    lastSeen,
    users: [],
    environments: [],
    releases: [],
    anyUnhandled: false,
    ...changes,
    latest: {
      eventId: "ab".repeat(16),
      type: "error",
      level: "error",
      platform: "node",
      title: "Error: boom",
      culprit: "work(job)",
      location: "job.ts",
      metadata: { type: "Error", value: "boom" },
      logger: null,
      receivedAt: lastSeen,
      ...changes.latest,
    },
  };
}

/** An organization with one project and one user; all have the id 1. */
export async function seed(writer: StateWriter): Promise<void> {
  await writer.createUser({ email: "ada@example.com", name: "Ada", passwordHash: null, isAdmin: true });
  await writer.createOrganization({ slug: "acme", name: "Acme", ownerUserId: 1 });
  await writer.createTeam({ organizationId: 1, slug: "core", name: "Core" });
  await writer.createProject({ organizationId: 1, slug: "shop", name: "Shop", platform: "node" });
}

export async function assign(writer: StateWriter, ...requests: readonly AssignRequest[]) {
  return await writer.ingest((transaction) => transaction.assignIssues(requests));
}
