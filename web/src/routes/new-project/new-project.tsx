import "./new-project.css";

import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { PlatformPicker } from "../../features/onboarding/platform-picker.tsx";
import { platformOf } from "../../features/onboarding/platforms.ts";
import { useMay } from "../../features/session/may.tsx";
import { useOrganization } from "../../features/session/organization.ts";
import { useSubmit } from "../../features/session/use-submit.ts";
import { useTitle } from "../../features/title/use-title.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";

export function NewProject() {
  const organization = useOrganization();
  const navigate = useNavigate();
  const [platform, setPlatform] = useState<string>();
  const [name, setName] = useState("");
  const mayCreate = useMay("project:write");
  useTitle("New project");
  const shownName = name.trim();
  const form = useSubmit(async () => {
    const project = await api.createOrganizationProject({ organization: organization.slug, body: { name: shownName, platform: platform ?? "other" } });
    await queryClient.invalidateQueries({ queryKey: ["projects", organization.slug] });
    await navigate({ to: "/projects/$slug/start", params: { slug: project.slug } });
  });
  if (!mayCreate) {
    return (
      <Notice isPage title="New projects are made by others" actions={<Link to="/projects">All projects</Link>}>
        Your role in {organization.name} is member. An admin, a manager or an owner makes projects.
      </Notice>
    );
  }
  const wrongName = form.fields["name"] ?? form.fields["slug"];
  return (
    <div className="narrow-page">
      <h1 className="page-title">New project</h1>
      <p className="page-lead">One program, one project: what you deploy together and fix together.</p>
      <form className="new-project" onSubmit={form.submit}>
        <PlatformPicker chosen={platform} onChoose={setPlatform} />
        <div className="new-project-foot">
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            required
            maxLength={64}
            placeholder={platform === undefined ? "shop-api" : `my-${platform.split("-").at(-1) ?? "app"}`}
            error={wrongName ?? (Object.keys(form.fields).length === 0 ? form.error : undefined)}
          />
          <Button type="submit" tone="primary" busy={form.isBusy} disabled={platform === undefined || shownName === ""}>
            {platform === undefined ? "Choose a platform" : `Create for ${platformOf(platform)?.name ?? platform}`}
          </Button>
        </div>
      </form>
    </div>
  );
}
