import { checkGroupingRules } from "./check.ts";
import { listRuleVersions, restoreRuleVersion } from "./versions.ts";

export const groupingRuleEndpoints = { checkGroupingRules, listRuleVersions, restoreRuleVersion };
