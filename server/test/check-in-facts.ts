import { api, type Project, type Server, until } from "./harness.ts";
import { isRecord, type JsonRecord, listAt, pick, preview } from "./json-path.ts";
import { recordedItems, type Scenario } from "./recorded-requests.ts";

/** What recorded check-ins say, against monitors and check-ins as the REST API shows them. */

const sentOf = ({ recordings }: Scenario): readonly JsonRecord[] =>
  recordings
    .flatMap(recordedItems)
    .filter(({ type }) => type === "check_in")
    .map(({ json }) => json)
    .filter(isRecord);

/** Facts that name no monitor are about the one that the scenario checks in to. */
function factsOf(scenario: Scenario): readonly JsonRecord[] {
  const slug = sentOf(scenario)[0]?.["monitor_slug"];
  return scenario.expect.filter(({ item }) => item === "check_in").map(({ facts }) => Object.assign({ monitor_slug: slug }, facts));
}

/** Some scenarios check in to monitors that a person had made before, or whose schedule is none of cron's. */
export async function makeMonitors(server: Server, project: Project, scenario: Scenario): Promise<void> {
  const bySlug = Map.groupBy(sentOf(scenario), (checkIn) => String(checkIn["monitor_slug"]));
  for (const [slug, own] of bySlug) {
    const brings = own.some((checkIn) => {
      const crontab = pick(checkIn, "monitor_config", "schedule", "value");
      return checkIn["monitor_config"] !== undefined && (typeof crontab !== "string" || crontab.trim().split(/\s+/).length === 5);
    });
    if (brings) continue;
    const response = await fetch(`${server.url}/api/0/organizations/${project.orgSlug}/monitors/`, {
      method: "POST",
      headers: { authorization: `Bearer ${project.token}`, "content-type": "application/json" },
      body: JSON.stringify({ project: project.slug, name: slug, slug, config: { schedule_type: "interval", schedule: [1, "hour"] } }),
    });
    // A scenario before may have made it.
    if (response.status !== 201 && response.status !== 400) throw new Error(`monitor ${slug}: ${response.status} ${await response.text()}`);
  }
}

export async function checkInProblems(server: Server, project: Project, scenario: Scenario): Promise<readonly string[]> {
  const problems = await Promise.all(
    factsOf(scenario).map(async (facts) => {
      let last = "nothing";
      const isThere = async (): Promise<true | undefined> => {
        const found = await misses(server, project, facts);
        last = found.join("; ");
        return found.length === 0 ? true : undefined;
      };
      const done = await until(`the check-in ${preview(facts)}`, isThere).catch(() => false);
      return done ? [] : [`check-in ${preview(facts)}: ${last}`];
    }),
  );
  return problems.flat();
}

async function misses(server: Server, project: Project, facts: JsonRecord): Promise<readonly string[]> {
  const slug = String(facts["monitor_slug"]);
  const path = `/projects/${project.orgSlug}/${project.slug}/monitors/${slug}/`;
  const monitor = await api(server, project, path);
  if (monitor.status !== 200) return [`there is no monitor ${slug}`];
  const checkIns = listAt((await api(server, project, `${path}checkins/`)).body);
  const wanted = facts["check_in_id"];
  const candidates =
    typeof wanted === "string" ? checkIns.filter((each) => String(pick(each, "id")).replaceAll("-", "") === wanted.replaceAll("-", "")) : checkIns;
  const fits = candidates.some((each) => isCheckIn(each, facts));
  return [
    ...(fits ? [] : [`none of ${preview(candidates.map((each) => [pick(each, "status"), pick(each, "duration"), pick(each, "environment")]))}`]),
    ...configMisses(pick(monitor.body, "config"), facts["monitor_config"]),
  ];
}

function isCheckIn(found: unknown, { status, duration, environment }: JsonRecord): boolean {
  // A run that began has ended since.
  const hasStatus = status === "in_progress" ? pick(found, "dateInProgress") !== null : status === undefined || pick(found, "status") === status;
  const hasDuration = duration === undefined || pick(found, "duration") === Math.round(Number(duration) * 1000);
  return hasStatus && hasDuration && (environment === undefined || pick(found, "environment") === environment);
}

function configMisses(found: unknown, sent: unknown): readonly string[] {
  if (!isRecord(sent)) return [];
  const { schedule, ...rest } = sent;
  const type = pick(schedule, "type");
  const value = pick(schedule, "value");
  if (type === "crontab" && typeof value === "string" && value.trim().split(/\s+/).length !== 5) return [];
  const want: JsonRecord = { ...rest, schedule_type: type, schedule: type === "crontab" ? value : [value, pick(schedule, "unit")] };
  return Object.entries(want)
    .filter(([name, each]) => JSON.stringify(pick(found, name)) !== JSON.stringify(each))
    .map(([name, each]) => `config.${name}: want ${preview(each)}, have ${preview(pick(found, name))}`);
}
