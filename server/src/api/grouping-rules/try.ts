import { z } from "zod";
import type { PlannedGroup } from "../../issues/regroup-plan.ts";
import { formatShortId } from "../../issues/short-id.ts";
import type { RuleTrial } from "../../issues/try-rules.ts";
import { checkRules, mistakeText, type RuleSet } from "../../projects/check-rules.ts";
import type { Issue, Project } from "../../stores/state/model.ts";
import { groupingSettings } from "../../project-settings/project-settings.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { invalid } from "../errors.ts";
import { inProject } from "../place.ts";
import { candidateBody } from "./check.ts";

const issueRef = z.object({ id: z.string(), shortId: z.string(), title: z.string() });

const changeShape = z.object({
  /** Null: a new one. */
  into: issueRef.nullable(),
  title: z.string(),
  events: z.int(),
  from: z.array(z.object({ issue: issueRef, events: z.int(), exampleEventId: z.string() })),
});

const trialShape = z
  .object({
    events: z.int(),
    unreadable: z.int(),
    moved: z.int(),
    issues: z.object({ stay: z.int(), merge: z.int(), split: z.int(), new: z.int() }),
    changes: z.array(changeShape),
    matches: z.array(z.object({ line: z.int(), text: z.string(), events: z.int() })),
  })
  .meta({ id: "RuleTrial" });

/** Changes that are shown; the counts are of all. */
const mostShown = 100;

export const tryGroupingRules = defineEndpoint({
  method: "post",
  path: "/projects/{organization}/{project}/grouping-rules/try/",
  summary: "Which issues would merge or split if the newest 1,000 events were grouped by these rules; changes nothing",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  internal: true,
  body: candidateBody,
  response: trialShape,
  async handler({ stores, tryRules, project, body }) {
    const mistakes = sets.flatMap((set): [string, string[]][] => {
      const { mistake } = checkRules(set, body[set]);
      return mistake === null ? [] : [[set, [mistakeText(mistake)]]];
    });
    if (mistakes.length > 0) throw invalid(Object.fromEntries(mistakes));
    const saved = groupingSettings(project.options);
    const rules = { fingerprintRules: body.fingerprintingRules, stackRules: body.groupingEnhancements, config: body.groupingConfig ?? saved.config };
    const trial = await tryRules({ projectId: project.id, rules: { ...saved, ...rules } });
    const ids = new Set([...trial.issues.map(({ id }) => id), ...trial.groups.flatMap(({ target }) => target ?? [])]);
    return { body: trialJson(trial, project, await stores.state.issuesById([project.id], [...ids])) };
  },
});

const sets: readonly RuleSet[] = ["fingerprintingRules", "groupingEnhancements"];

function trialJson({ groups, events, unreadable, matches, issues }: RuleTrial, project: Project, known: readonly Issue[]): z.input<typeof trialShape> {
  const byId = new Map(known.map((issue) => [issue.id, issue]));
  const reference = (id: number) => {
    const issue = byId.get(id);
    return { id: String(id), shortId: issue === undefined ? "" : formatShortId(project.slug, issue.shortIdNumber), title: issue?.title ?? "" };
  };
  const changes = joined(groups).flatMap(({ target, title, events: inGroup }) => {
    const from = [...Map.groupBy(inGroup, (event) => event.from)].filter(([id]) => id !== target);
    if (from.length === 0) return [];
    return {
      into: target === null ? null : reference(target),
      title,
      events: from.reduce((sum, [, moved]) => sum + moved.length, 0),
      from: from.map(([id, moved]) => ({ issue: reference(id), events: moved.length, exampleEventId: moved[0]?.eventId ?? "" })),
    };
  });
  const into = new Set(changes.flatMap((change) => change.into?.id ?? []));
  const left = new Set(changes.flatMap(({ from }) => from.map(({ issue }) => issue.id)));
  const stayed = new Set(groups.flatMap(({ target, events: inGroup }) => (inGroup.some(({ from }) => from === target) ? String(target) : [])));
  const all = issues.map(({ id }) => String(id));
  return {
    events,
    unreadable,
    moved: changes.reduce((sum, change) => sum + change.events, 0),
    issues: {
      stay: all.filter((id) => !left.has(id) && !into.has(id)).length,
      // Joined by others, or gone into another as a whole.
      merge: new Set([...into, ...all.filter((id) => left.has(id) && !stayed.has(id))]).size,
      split: all.filter((id) => left.has(id) && stayed.has(id)).length,
      new: changes.filter((change) => change.into === null).length,
    },
    changes: changes.toSorted((a, b) => b.events - a.events).slice(0, mostShown),
    matches: [...matches],
  };
}

interface JoinedGroup {
  readonly target: number | null;
  readonly title: string;
  readonly events: readonly PlannedGroup["events"][number][];
}

/** What goes into one issue is one change, however many hashes it has. */
function joined(groups: readonly PlannedGroup[]): readonly JoinedGroup[] {
  const made = groups.filter(({ target }) => target === null).map(({ latest, events }) => ({ target: null, title: latest.title, events }));
  const kept = Map.groupBy(
    groups.filter(({ target }) => target !== null),
    ({ target }) => target,
  );
  return [...made, ...Array.from(kept, ([target, all]) => ({ target, title: all[0]?.latest.title ?? "", events: all.flatMap(({ events }) => events) }))];
}
