/** As the API describes it. */
export interface PerformanceSetting {
  readonly name: string;
  readonly label: string;
  readonly value: boolean | number;
  readonly fallback: boolean | number;
  readonly unit: string | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface SettingGroup {
  readonly toggle: PerformanceSetting;
  readonly amounts: readonly PerformanceSetting[];
}

/** Each switch with the amounts that come behind it. */
export function settingGroups(settings: readonly PerformanceSetting[]): readonly SettingGroup[] {
  const groups: { toggle: PerformanceSetting; amounts: PerformanceSetting[] }[] = [];
  for (const setting of settings) {
    if (typeof setting.value === "boolean") groups.push({ toggle: setting, amounts: [] });
    else groups.at(-1)?.amounts.push(setting);
  }
  return groups;
}

/** What was changed, as the API takes it. A text that is no number is sent as it is: the server says what is wrong with it. */
export function changedSettings(settings: readonly PerformanceSetting[], chosen: Readonly<Record<string, string | boolean>>): Record<string, unknown> {
  const changes = settings.flatMap(({ name, value }) => {
    const sent = chosen[name];
    if (sent === undefined) return [];
    const read = typeof sent === "string" && sent.trim() !== "" && Number.isFinite(Number(sent)) ? Number(sent) : sent;
    return read === value ? [] : [[name, read] as const];
  });
  return Object.fromEntries(changes);
}
