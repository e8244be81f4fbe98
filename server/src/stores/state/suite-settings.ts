import { expect, it } from "vitest";
import { mergeSettings } from "../../project-settings/project-settings.ts";
import { assign, request, seed } from "./suite-data.ts";
import type { StateStores } from "./suite.ts";

const quota = { id: "q", categories: ["error"], limit: 10, windowSeconds: 60, reasonCode: "small_disk" };

/** What is read about projects to process and accept what is sent to them. */
export function settingsSuite(current: () => StateStores): void {
  it("answers the settings of projects that have other than the default, those of their organization included", async () => {
    const { reader, writer } = current();
    await seed(writer);
    await writer.createProject({ organizationId: 1, slug: "blog", name: "Blog", platform: null });
    expect(await reader.projectSettings()).toEqual(new Map());
    const project = { filters: { localhost: true, legacyBrowsers: ["ie9"] }, sensitiveFields: ["pin"], fingerprintingRules: "a:b -> c" } as const;
    await writer.updateProject(1, { options: project });
    expect(await reader.projectSettings()).toEqual(new Map([[1, mergeSettings({}, project)]]));
    const organization = { scrubIPAddresses: true, relayPiiConfig: "{}" };
    await writer.updateOrganization(1, { options: organization });
    expect(await reader.projectSettings()).toEqual(
      new Map([
        [1, mergeSettings(organization, project)],
        [2, mergeSettings(organization, {})],
      ]),
    );
    expect(await reader.organization("acme")).toMatchObject({ name: "Acme", options: organization });
  });

  it("tells the quotas that hold for a key", async () => {
    const { reader, writer } = current();
    await seed(writer);
    const [key] = await reader.projectKeys(1);
    await writer.updateOrganization(1, { options: { quotas: [quota] } });
    await writer.updateProject(1, { options: { quotas: [{ ...quota, limit: 1 }] } });
    expect(await reader.keyAccess(key?.publicKey ?? "")).toMatchObject({ quotas: { organization: [quota], project: [{ ...quota, limit: 1 }] } });
  });

  it("has a version that grows with each change that settings or keys see, by whichever writer, and with nothing else", async () => {
    const { reader, writer } = current();
    await seed(writer);
    const other = await current().openWriter();
    const key = await writer.createKey({ projectId: 1, name: "k", rateLimit: null });
    const changes: readonly (() => Promise<unknown>)[] = [
      () => writer.updateProject(1, { options: { dataScrubber: false } }),
      () => other.updateProject(1, { status: "disabled" }),
      () => other.updateOrganization(1, { options: { dataScrubber: true } }),
      () => other.createProject({ organizationId: 1, slug: "new", name: "New", platform: null }),
      () => other.updateKey(1, key.publicKey, { isActive: false }),
      () => other.deleteKey(1, key.publicKey),
      () => other.deleteProject(2),
    ];
    const versions = [await reader.settingsVersion()];
    for (const change of changes) {
      await change();
      versions.push(await reader.settingsVersion());
    }
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
    const before = await reader.settingsVersion();
    await assign(writer, request(["a"]));
    await other.close();
    expect(await reader.settingsVersion()).toBe(before);
  });

  it("keeps what quotas counted until their windows end", async () => {
    const { reader, writer } = current();
    const window = { counter: "project 1 q", number: 7, endsAt: 480, count: 3 };
    await writer.saveQuotaCounters([window, { counter: "key 1", number: 3, endsAt: 240, count: 1 }], 0);
    await writer.saveQuotaCounters([{ ...window, count: 5 }], 300_000);
    expect(await reader.quotaCounters(0)).toEqual([{ ...window, count: 5 }]);
    expect(await reader.quotaCounters(480_000)).toEqual([]);
  });
}
