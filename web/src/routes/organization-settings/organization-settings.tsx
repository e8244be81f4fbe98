import "../project-settings/project-settings.css";

import { useQuery } from "@tanstack/react-query";

import { api } from "../../api/client.ts";
import { organizationQuery, organizationQuotasQuery, queryClient } from "../../api/queries.ts";
import { QuotasCard } from "../../features/project-rules/quotas-card.tsx";
import { ScrubbingCard, type ScrubbingCardProps } from "../../features/project-rules/scrubbing-card.tsx";
import { Guarded, LookOnly } from "../../features/session/may.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PageFailed } from "../not-found/page-failed.tsx";

/** What holds for all projects of the organization. */
export function OrganizationSettings() {
  const { slug } = useOrganization();
  const organization = useQuery(organizationQuery(slug));
  const quotas = useQuery(organizationQuotasQuery(slug));
  useTitle("Settings");
  if (organization.isError) return <PageFailed error={organization.error} reset={() => void organization.refetch()} />;
  if (organization.data === undefined) return <Skeleton lines={8} />;
  const saveScrubbing: ScrubbingCardProps["save"] = async (body) => {
    await api.updateOrganization({ organization: slug, body: body });
    await queryClient.invalidateQueries({ queryKey: ["organization", slug] });
  };
  return (
    <div className="narrow-page wide">
      <h1 className="page-title">Settings</h1>
      <p className="page-lead">What holds for all projects of {organization.data.name}. A project can demand more, never less.</p>
      <LookOnly permission="org:write">You can read these settings. Managers and owners change them.</LookOnly>
      <Guarded permission="org:write">
        <ScrubbingCard key={slug} settings={organization.data} save={saveScrubbing} />
        <QuotasCard
          quotas={quotas}
          empty="No quota: the organization accepts what its projects and their keys let through."
          save={async (body) => {
            await api.updateOrganizationQuotas({ organization: slug, body });
            await queryClient.invalidateQueries({ queryKey: ["quotas", slug] });
          }}
        />
      </Guarded>
    </div>
  );
}
