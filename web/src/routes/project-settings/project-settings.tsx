import "./project-settings.css";

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { organizationQuery, projectQuery, queryClient, quotasQuery } from "../../api/queries.ts";
import type { ProjectDetailShape } from "../../api/shapes.ts";
import { platformOf, platforms } from "../../features/onboarding/platforms.ts";
import { ProjectKeys } from "../../features/project-keys/project-keys.tsx";
import { FiltersCard } from "../../features/project-rules/filters-card.tsx";
import { PerformanceCard } from "../../features/project-rules/performance-card.tsx";
import { QuotasCard } from "../../features/project-rules/quotas-card.tsx";
import { ScrubbingCard, type ScrubbingCardProps } from "../../features/project-rules/scrubbing-card.tsx";
import { Guarded, LookOnly, useMay } from "../../features/session/may.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Menu } from "../../ui/menu.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { PageFailed } from "../not-found/page-failed.tsx";

export function ProjectSettings() {
  const { slug } = useParams({ from: "/frame/projects/$slug" });
  const organization = useOrganization();
  const project = useQuery(projectQuery(organization.slug, slug));
  const mayRemove = useMay("project:admin");
  useTitle(project.data === undefined ? undefined : `${project.data.name} settings`);
  if (project.isError) return <PageFailed error={project.error} reset={() => void project.refetch()} />;
  if (project.data === undefined) return <Skeleton lines={8} />;
  return (
    <div className="narrow-page wide">
      <div className="page-head settings-head">
        <h1 className="page-title one-line">{project.data.name}</h1>
        <Link to="/projects/$slug/start" params={{ slug }} className={`${buttonClass()} push`}>
          Set up an SDK
        </Link>
      </div>
      <LookOnly permission="project:write">You can read these settings. Admins, managers and owners of {organization.name} change them.</LookOnly>
      <Guarded permission="project:write">
        <General key={project.data.slug} project={project.data} />
      </Guarded>
      <ProjectKeys organization={organization.slug} project={project.data.slug} />
      <Guarded permission="project:write">
        <Domains key={`domains-${project.data.slug}`} project={project.data} />
        <FiltersCard key={`filters-${project.data.slug}`} organization={organization.slug} project={project.data} />
        <Scrubbing key={`scrubbing-${project.data.slug}`} project={project.data} />
      </Guarded>
      <Card title="Grouping" id="grouping" note="Which events are one issue">
        <div className="card-body settings-removal">
          <p>Fingerprint and stack trace rules of this project: tried on recent events before they are saved, with their history.</p>
          <Link to="/projects/$slug/grouping" params={{ slug }} className={buttonClass()}>
            Grouping rules
          </Link>
        </div>
      </Card>
      <Guarded permission="project:write">
        <PerformanceCard key={`performance-${project.data.slug}`} organization={organization.slug} project={project.data.slug} />
        <Quotas project={project.data.slug} />
      </Guarded>
      {mayRemove ? <Removal project={project.data} /> : null}
    </div>
  );
}

async function refresh(organization: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["projects", organization] }),
    queryClient.invalidateQueries({ queryKey: ["project", organization] }),
  ]);
}

function General({ project }: { readonly project: ProjectDetailShape }) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const [name, setName] = useState(project.name);
  const [slug, setSlug] = useState(project.slug);
  const [platform, setPlatform] = useState(project.platform ?? "other");
  const form = useSubmit(async () => {
    const saved = await api.updateProject({ organization: organization.slug, project: project.slug, body: { name: name.trim(), slug: slug.trim(), platform } });
    if (saved.slug !== project.slug) await navigate({ to: "/projects/$slug", params: { slug: saved.slug }, replace: true });
    await refresh(organization.slug);
    toast("The project is saved");
  });
  return (
    <Card title="General" id="general">
      <form className="card-body form settings-form" onSubmit={form.submit}>
        {form.error === undefined || Object.keys(form.fields).length > 0 ? null : (
          <p className="form-error" role="alert">
            {form.error}
          </p>
        )}
        <TextField label="Name" value={name} onChange={setName} required error={form.fields["name"]} />
        <TextField
          label="Slug"
          value={slug}
          onChange={setSlug}
          required
          error={form.fields["slug"]}
          hint="Part of addresses and of the short ids of new issues. The DSN stays as it is."
        />
        <div className="field">
          <span className="field-name">Platform</span>
          <Menu
            trigger={
              <SelectButton name="" value={platformOf(platform)?.name ?? platform} aria-label={`Platform ${platformOf(platform)?.name ?? platform}, change`} />
            }
            sections={[{ entries: platforms.map((each) => ({ label: each.name, checked: each.slug === platform, onChoose: () => setPlatform(each.slug) })) }]}
          />
        </div>
        <div>
          <Button type="submit" tone="primary" busy={form.isBusy}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Domains({ project }: { readonly project: ProjectDetailShape }) {
  const organization = useOrganization();
  const [text, setText] = useState(project.allowedDomains.join("\n"));
  const form = useSubmit(async () => {
    const allowedDomains = text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    await api.updateProject({ organization: organization.slug, project: project.slug, body: { allowedDomains } });
    await refresh(organization.slug);
    toast("The allowed domains are saved");
  });
  return (
    <Card title="Allowed domains" id="domains">
      <form className="card-body form settings-form" onSubmit={form.submit}>
        <TextArea
          label="Where browsers may send from, one a line"
          value={text}
          onChange={setText}
          rows={4}
          placeholder={"example.com\n*.example.com"}
          error={form.fields["allowedDomains"] ?? form.error}
          hint="* alone, or nothing, allows every page. Programs that are not a browser send no origin and are not affected."
        />
        <div>
          <Button type="submit" tone="primary" busy={form.isBusy}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Scrubbing({ project }: { readonly project: ProjectDetailShape }) {
  const { slug } = useOrganization();
  const demanded = useQuery(organizationQuery(slug)).data;
  const save: ScrubbingCardProps["save"] = async (body) => {
    await api.updateProject({ organization: slug, project: project.slug, body: body });
    await queryClient.invalidateQueries({ queryKey: ["project", slug] });
  };
  return <ScrubbingCard settings={project} demanded={demanded} save={save} />;
}

function Quotas({ project }: { readonly project: string }) {
  const { slug } = useOrganization();
  return (
    <QuotasCard
      quotas={useQuery(quotasQuery(slug, project))}
      empty="No quota: the project accepts what its keys and its organization let through."
      save={async (body) => {
        await api.updateProjectQuotas({ organization: slug, project, body });
        await queryClient.invalidateQueries({ queryKey: ["quotas", slug, project] });
      }}
    />
  );
}

function Removal({ project }: { readonly project: ProjectDetailShape }) {
  const organization = useOrganization();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const removal = useSubmit(async () => {
    await api.deleteProject({ organization: organization.slug, project: project.slug });
    await navigate({ to: "/projects" });
    await queryClient.invalidateQueries({ queryKey: ["projects", organization.slug] });
    toast(`${project.name} is deleted`);
  });
  return (
    <Card title="Delete this project" id="removal">
      <div className="card-body settings-removal">
        <p>Its issues, events and keys are deleted, and SDKs that still send get an error.</p>
        <Button tone="danger" onClick={() => setAsking(true)}>
          Delete project
        </Button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={`Delete ${project.name}?`}
          action="Delete project"
          typeToConfirm={project.slug}
          busy={removal.isBusy}
          onConfirm={() => removal.submit()}
          onClose={() => setAsking(false)}
        >
          <p>This cannot be taken back.</p>
          {removal.error === undefined ? null : (
            <p className="form-error" role="alert">
              {removal.error}
            </p>
          )}
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}
