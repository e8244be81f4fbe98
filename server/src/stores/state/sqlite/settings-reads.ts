import { mergeSettings, type ProjectSettings } from "../../../project-settings/project-settings.ts";
import type { StateReader } from "../port.ts";
import type { StateDb } from "./kysely.ts";
import { toOptions, toOrganizationOptions } from "./rows.ts";

export function settingsReads(db: StateDb) {
  return {
    async settingsVersion() {
      const row = await db.selectFrom("meta").select("value").where("key", "=", "settings_version").executeTakeFirst();
      return Number(row?.value ?? 0);
    },
    async projectSettings() {
      const rows = await db
        .selectFrom("projects")
        .innerJoin("organizations", "organizations.id", "projects.organization_id")
        .select(["projects.id", "projects.options_json as project", "organizations.options_json as organization"])
        .where((builder) => builder.or([builder("projects.options_json", "!=", "{}"), builder("organizations.options_json", "!=", "{}")]))
        .execute();
      const settings = new Map<number, ProjectSettings>();
      for (const { id, project, organization } of rows) settings.set(id, mergeSettings(toOrganizationOptions(organization), toOptions(project)));
      return settings;
    },
  } satisfies Partial<StateReader>;
}
