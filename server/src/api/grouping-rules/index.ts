import { checkGroupingRules } from "./check.ts";
import { listRegroups, regroupEvents, undoRegroup } from "./regroup.ts";
import { tryGroupingRules } from "./try.ts";
import { listRuleVersions, restoreRuleVersion } from "./versions.ts";

export const groupingRuleEndpoints = {
  checkGroupingRules,
  tryGroupingRules,
  listRuleVersions,
  restoreRuleVersion,
  listRegroups,
  regroupEvents,
  undoRegroup,
};
