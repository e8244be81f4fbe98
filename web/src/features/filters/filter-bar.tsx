import "./filter-bar.css";

import { useQuery } from "@tanstack/react-query";

import { environmentsQuery, projectsQuery } from "../../api/queries.ts";
import { Menu } from "../../ui/menu.tsx";
import { Popover } from "../../ui/popover.tsx";
import { SelectButton } from "../../ui/select-button.tsx";
import { useOrganization } from "../session/organization.ts";
import { ChoiceList } from "./choice-list.tsx";
import { periodLabel, periods } from "./periods.ts";
import { useFilters } from "./use-filters.ts";

/** Project, environment and time: the same on every page of data, kept in the address. */
export function FilterBar({ only }: { readonly only: readonly ("project" | "environment" | "time")[] }) {
  const organization = useOrganization();
  const filters = useFilters();
  const projects = useQuery(projectsQuery(organization.slug)).data ?? [];
  const environments = useQuery(environmentsQuery(organization.slug)).data ?? [];
  const projectNames = filters.project.map((value) => projects.find((project) => project.id === value || project.slug === value)?.slug ?? value);
  return (
    <fieldset className="filter-bar" aria-label="Filters of this page">
      <Popover label="Projects" trigger={<SelectButton name="Project" value={projectNames.length === 0 ? "All" : projectNames.join(", ")} />}>
        {() => (
          <ChoiceList
            what="projects"
            options={projects.map((project) => ({ value: project.id, label: project.slug }))}
            chosen={projects.filter((project) => filters.project.includes(project.id) || filters.project.includes(project.slug)).map((project) => project.id)}
            onChange={(project) => filters.set({ project })}
          />
        )}
      </Popover>
      {only.includes("environment") ? (
        <Popover
          label="Environments"
          trigger={<SelectButton name="Environment" value={filters.environment.length === 0 ? "All" : filters.environment.join(", ")} />}
        >
          {() => (
            <ChoiceList
              what="environments"
              options={[...new Set([...environments.map((environment) => environment.name), ...filters.environment])].map((name) => ({
                value: name,
                label: name === "" ? "(none)" : name,
              }))}
              chosen={filters.environment}
              onChange={(environment) => filters.set({ environment })}
            />
          )}
        </Popover>
      ) : null}
      {only.includes("time") ? (
        <Menu
          trigger={<SelectButton name="Time" value={periodLabel(filters.statsPeriod)} />}
          sections={[
            {
              title: "Time range",
              entries: periods.map((period) => ({
                label: period.label,
                checked: period.value === filters.statsPeriod,
                onChoose: () => filters.set({ statsPeriod: period.value }),
              })),
            },
          ]}
        />
      ) : null}
    </fieldset>
  );
}
