import { listOrganizationQuotas, listProjectQuotas, updateOrganizationQuotas, updateProjectQuotas } from "./quotas.ts";

export const quotaEndpoints = { listProjectQuotas, updateProjectQuotas, listOrganizationQuotas, updateOrganizationQuotas };
