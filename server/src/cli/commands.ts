import type { CliCommand } from "./define-command.ts";
import { deleteDeadLetterCommand, listDeadLettersCommand, retryDeadLettersCommand } from "./dead-letter/dead-letter.ts";
import { doctor } from "./doctor/doctor.ts";
import { deleteEventsCommand, listJobsCommand } from "./delete/delete.ts";
import { setDiskBudgetCommand, showDiskCommand } from "./disk/disk.ts";
import { outcome } from "./event/outcome.ts";
import { sendEvent } from "./event/send.ts";
import { check } from "./instance/check.ts";
import { serve } from "./instance/serve.ts";
import { stats } from "./instance/stats.ts";
import { disableMonitorCommand, enableMonitorCommand, muteMonitorCommand, unmuteMonitorCommand } from "./monitor/change.ts";
import { listMonitorsCommand } from "./monitor/list.ts";
import { createOrganizationCommand } from "./org/create.ts";
import { listOrganizationsCommand } from "./org/list.ts";
import { createProjectCommand } from "./project/create.ts";
import { listProjectsCommand } from "./project/list.ts";
import { projectGroupingCommand } from "./project/grouping.ts";
import { projectRulesCommand } from "./project/rules.ts";
import { organizationSettingsCommand, projectSettingsCommand } from "./project/settings.ts";
import { listQuotasCommand, removeQuotaCommand, setQuotaCommand } from "./quota/quotas.ts";
import { createTokenCommand } from "./token/create.ts";
import { listTokensCommand } from "./token/list.ts";
import { createUserCommand } from "./user/create.ts";
import { linkUserCommand } from "./user/link.ts";
import { listUsersCommand } from "./user/list.ts";

/** Every command, in the order of `vedette --help`. */
export const commands: readonly CliCommand[] = [
  serve,
  createOrganizationCommand,
  listOrganizationsCommand,
  organizationSettingsCommand,
  createProjectCommand,
  listProjectsCommand,
  projectSettingsCommand,
  listQuotasCommand,
  setQuotaCommand,
  removeQuotaCommand,
  projectGroupingCommand,
  projectRulesCommand,
  createUserCommand,
  linkUserCommand,
  listUsersCommand,
  createTokenCommand,
  listTokensCommand,
  listMonitorsCommand,
  muteMonitorCommand,
  unmuteMonitorCommand,
  disableMonitorCommand,
  enableMonitorCommand,
  sendEvent,
  doctor,
  outcome,
  deleteEventsCommand,
  listJobsCommand,
  showDiskCommand,
  setDiskBudgetCommand,
  listDeadLettersCommand,
  retryDeadLettersCommand,
  deleteDeadLetterCommand,
  stats,
  check,
];
