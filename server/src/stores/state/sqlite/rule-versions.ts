import type { Selectable } from "kysely";
import type { RuleVersion } from "../model.ts";
import type { StateReader } from "../port.ts";
import type { StateDb } from "./kysely.ts";
import type { Schema } from "./schema.ts";

export function ruleVersionReads(db: StateDb) {
  const versions = (projectId: number) => db.selectFrom("rule_versions").selectAll().where("project_id", "=", projectId);
  return {
    async ruleVersions(projectId, { offset, limit }) {
      return (await versions(projectId).orderBy("version", "desc").offset(offset).limit(limit).execute()).map(toRuleVersion);
    },
    async ruleVersion(projectId, version) {
      const row = await versions(projectId).where("version", "=", version).executeTakeFirst();
      return row === undefined ? undefined : toRuleVersion(row);
    },
  } satisfies Partial<StateReader>;
}

export function toRuleVersion(row: Selectable<Schema["rule_versions"]>): RuleVersion {
  return {
    projectId: row.project_id,
    version: row.version,
    fingerprintingRules: row.fingerprinting_rules,
    groupingEnhancements: row.grouping_enhancements,
    userId: row.user_id,
    restoredFrom: row.restored_from,
    createdAt: row.created_at,
  };
}
