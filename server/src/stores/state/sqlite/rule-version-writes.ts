import type { StateWriter } from "../port.ts";
import type { StateDb } from "./kysely.ts";
import { projectById } from "./reader.ts";
import { toRuleVersion } from "./rule-versions.ts";
import type { Write } from "./transactions.ts";

export function ruleVersionWrites(db: StateDb, write: Write) {
  return {
    setProjectRules: ({ projectId, userId, at, restoredFrom, ...change }) =>
      write(async () => {
        const project = await projectById(db, projectId);
        if (project === undefined) return { refused: "notFound" };
        const { fingerprintingRules: formerRules = "", groupingEnhancements: formerEnhancements = "" } = project.options;
        const latest = await db
          .selectFrom("rule_versions")
          .selectAll()
          .where("project_id", "=", projectId)
          .orderBy("version", "desc")
          .limit(1)
          .executeTakeFirst();
        const { fingerprintingRules = formerRules, groupingEnhancements = formerEnhancements } = change;
        if (fingerprintingRules === formerRules && groupingEnhancements === formerEnhancements)
          return { project, version: latest === undefined ? null : toRuleVersion(latest) };
        const options = { ...project.options, fingerprintingRules, groupingEnhancements };
        await db
          .updateTable("projects")
          .set({ options_json: JSON.stringify(options) })
          .where("id", "=", projectId)
          .execute();
        const row = await db
          .insertInto("rule_versions")
          .values({
            project_id: projectId,
            version: (latest?.version ?? 0) + 1,
            fingerprinting_rules: fingerprintingRules,
            grouping_enhancements: groupingEnhancements,
            user_id: userId,
            restored_from: restoredFrom ?? null,
            created_at: Math.round(at),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return { project: { ...project, options }, version: toRuleVersion(row) };
      }),
  } satisfies Partial<StateWriter>;
}
