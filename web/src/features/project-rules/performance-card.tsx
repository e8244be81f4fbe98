import "./project-rules.css";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { performanceSettingsQuery, queryClient } from "../../api/queries.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSubmit } from "../session/use-submit.ts";
import { changedSettings, settingGroups, type PerformanceSetting } from "./performance-settings.ts";

interface Props {
  readonly organization: string;
  readonly project: string;
}

/** Which problems of transactions become issues, and from when on. */
export function PerformanceCard({ organization, project }: Props) {
  const settings = useQuery(performanceSettingsQuery(organization, project));
  return (
    <Card title="Performance issues" id="performance-issues" note="Problems of transactions that become issues">
      {settings.isPending ? <Skeleton lines={6} /> : null}
      {settings.isError ? <p className="card-body">{settings.error.message}</p> : null}
      {settings.data === undefined ? null : <SettingsForm organization={organization} project={project} settings={settings.data} />}
    </Card>
  );
}

function SettingsForm({ organization, project, settings }: Props & { readonly settings: readonly PerformanceSetting[] }) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string | boolean>>>({});
  const reload = async (): Promise<void> => {
    await queryClient.invalidateQueries({ queryKey: ["performance-settings", organization] });
    setChosen({});
  };
  const form = useSubmit(async () => {
    await api.updatePerformanceSettings({ organization, project, body: changedSettings(settings, chosen) });
    await reload();
    toast("The settings of performance issues are saved");
  });
  const reset = useSubmit(async () => {
    await api.resetPerformanceSettings({ organization, project });
    await reload();
    toast("Performance issues are looked for by the defaults again");
  });
  const textOf = (setting: PerformanceSetting): string => String(chosen[setting.name] ?? setting.value);
  return (
    <form className="card-body form" onSubmit={form.submit}>
      {form.error === undefined ? null : (
        <p className="form-error" role="alert">
          {form.error}
        </p>
      )}
      <ul className="performance-groups">
        {settingGroups(settings).map(({ toggle, amounts }) => {
          const isOn = (chosen[toggle.name] ?? toggle.value) === true;
          return (
            <li key={toggle.name}>
              <Checkbox label={toggle.label} labelShown checked={isOn} onChange={(checked) => setChosen({ ...chosen, [toggle.name]: checked })} />
              {amounts.map((setting) => (
                <TextField
                  key={setting.name}
                  label={setting.label}
                  inputMode="decimal"
                  disabled={!isOn}
                  value={textOf(setting)}
                  error={form.fields[setting.name]}
                  hint={`${setting.unit ?? ""}, from ${setting.min ?? ""} to ${setting.max ?? ""}; ${String(setting.fallback)} unless set`}
                  onChange={(text) => setChosen({ ...chosen, [setting.name]: text })}
                />
              ))}
            </li>
          );
        })}
      </ul>
      <div className="performance-actions">
        <Button type="submit" tone="primary" busy={form.isBusy}>
          Save performance issues
        </Button>
        <Button busy={reset.isBusy} onClick={() => reset.submit()}>
          Back to the defaults
        </Button>
      </div>
    </form>
  );
}
