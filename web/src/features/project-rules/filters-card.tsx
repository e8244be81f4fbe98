import "./project-rules.css";

import type { ProjectFilter } from "@vedette/api-client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { filtersQuery, queryClient } from "../../api/queries.ts";
import type { ProjectDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSubmit } from "../session/use-submit.ts";
import { browsers, filterTexts, patternTexts } from "./filter-texts.ts";

interface Props {
  readonly organization: string;
  readonly project: ProjectDetailShape;
}

/** What a project does not want to hear of. */
export function FiltersCard({ organization, project }: Props) {
  const filters = useQuery(filtersQuery(organization, project.slug));
  return (
    <Card title="Filters" id="filters" note="Answered as accepted, not stored, counted as filtered">
      {filters.isPending ? <Skeleton lines={6} /> : null}
      {filters.isError ? <p className="card-body">{filters.error.message}</p> : null}
      {filters.data === undefined ? null : <FilterForm organization={organization} project={project} filters={filters.data} />}
    </Card>
  );
}

type Active = ProjectFilter["active"];

function FilterForm({ organization, project, filters }: Props & { readonly filters: readonly ProjectFilter[] }) {
  const [active, setActive] = useState<ReadonlyMap<string, Active>>(new Map(filters.map((filter) => [filter.id, filter.active])));
  const [patterns, setPatterns] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(patternTexts.map(({ option }) => [option, textOf(project.options[option])])),
  );
  const form = useSubmit(async () => {
    for (const filter of filters) {
      const chosen = active.get(filter.id);
      if (chosen === undefined || JSON.stringify(chosen) === JSON.stringify(filter.active)) continue;
      const body = typeof chosen === "boolean" ? { active: chosen } : { subfilters: [...chosen] };
      await api.updateProjectFilter({ organization, project: project.slug, filter: filter.id, body });
    }
    await api.updateProject({ organization, project: project.slug, body: { options: patterns } });
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ["filters", organization] }),
      queryClient.invalidateQueries({ queryKey: ["project", organization] }),
    ]);
    toast("The filters are saved");
  });
  const choose = (id: string, chosen: Active): void => setActive(new Map(active).set(id, chosen));
  return (
    <form className="card-body form" onSubmit={form.submit}>
      {form.error === undefined ? null : (
        <p className="form-error" role="alert">
          {form.fields["options"] ?? form.error}
        </p>
      )}
      <ul className="rule-switches">
        {filterTexts.map(({ id, name, text }) => (
          <li key={id}>
            <Checkbox label={name} labelShown checked={active.get(id) === true} onChange={(checked) => choose(id, checked)} />
            <p className="muted">{text}</p>
          </li>
        ))}
      </ul>
      <OldBrowsers chosen={active.get("legacy-browsers")} onChange={(chosen) => choose("legacy-browsers", chosen)} />
      <div className="rule-patterns">
        {patternTexts.map(({ option, name, hint, example }) => (
          <TextArea
            key={option}
            label={name}
            value={patterns[option] ?? ""}
            onChange={(text) => setPatterns({ ...patterns, [option]: text })}
            rows={3}
            placeholder={example}
            hint={hint}
            spellCheck={false}
          />
        ))}
      </div>
      <div>
        <Button type="submit" tone="primary" busy={form.isBusy}>
          Save filters
        </Button>
      </div>
    </form>
  );
}

function OldBrowsers({ chosen, onChange }: { readonly chosen: Active | undefined; readonly onChange: (chosen: string[]) => void }) {
  const list = Array.isArray(chosen) ? chosen.map(String) : [];
  const other = list.filter((id) => browsers.every((browser) => browser.id !== id));
  return (
    <fieldset className="rule-browsers">
      <legend className="field-name">Old browsers</legend>
      {browsers.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          labelShown
          checked={list.includes(id)}
          onChange={(checked) => onChange(checked ? [...list, id] : list.filter((each) => each !== id))}
        />
      ))}
      {other.length === 0 ? null : <p className="field-hint">Also left out: {other.join(", ")}</p>}
    </fieldset>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
