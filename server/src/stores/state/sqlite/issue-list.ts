import { type Expression, type ExpressionBuilder, sql, type SqlBool } from "kysely";
import type { IssueFilter } from "../../../query/model.ts";
import { containsPattern, split } from "../../sqlite/pattern.ts";
import type { IssueListQuery } from "../port/issues.ts";
import type { StateDb } from "./kysely.ts";
import type { IssueTable, Schema } from "./schema.ts";

type Condition = Expression<SqlBool>;
type Builder = ExpressionBuilder<Schema, "issues">;

const sortColumns = {
  date: "last_seen",
  new: "first_seen",
  freq: "times_seen",
  user: "user_count",
} as const satisfies Record<IssueListQuery["sort"], keyof IssueTable>;

/** Beyond this many projects one sorted query costs less than one by the index for each. */
const perProjectLimit = 24;

export async function listIssues(db: StateDb, query: IssueListQuery) {
  const column = sortColumns[query.sort];
  const backwards = query.before !== undefined;
  const page = (projectIds: readonly number[]) => {
    const direction = backwards ? "asc" : "desc";
    let select = matching(db, { ...query, projectIds }).selectAll("issues");
    const edge = query.before ?? query.after;
    if (edge !== undefined) {
      const sign = sql.raw(backwards ? ">" : "<");
      select = select.where(sql<SqlBool>`(${sql.ref(column)}, id) ${sign} (${edge.value}, ${edge.id})`);
    }
    return select.orderBy(column, direction).orderBy("id", direction).limit(query.limit).execute();
  };
  // Project by project each query walks an index and stops at the limit.
  const groups = query.projectIds.length <= perProjectLimit ? query.projectIds.map((id) => [id]) : [query.projectIds];
  const rows = (await Promise.all(groups.map(page))).flat();
  const sign = backwards ? -1 : 1;
  rows.sort((a, b) => sign * (b[column] - a[column] || b.id - a.id));
  const chosen = rows.slice(0, query.limit);
  return backwards ? chosen.toReversed() : chosen;
}

export async function countIssues(db: StateDb, query: Omit<IssueListQuery, "limit" | "after" | "before">, upTo: number): Promise<number> {
  const some = matching(db, query)
    .select(sql<number>`1`.as("one"))
    .limit(upTo);
  const row = await db
    .selectFrom(some.as("some"))
    .select((builder) => builder.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return row.n;
}

function matching(db: StateDb, query: Pick<IssueListQuery, "projectIds" | "filter" | "among">) {
  const [only, ...others] = query.projectIds;
  // Compared with one value an index can give the order too.
  let select =
    only !== undefined && others.length === 0
      ? db.selectFrom("issues").where("project_id", "=", only)
      : db.selectFrom("issues").where("project_id", "in", inList(query.projectIds));
  // One whose events have all gone to others. With a plus it does not lure the planner to the index for sorting.
  select = select.where(sql<SqlBool>`+times_seen > 0`);
  if (query.among !== undefined) select = select.where("id", "in", inList(query.among));
  for (const filter of query.filter) {
    select = select.where((builder) => {
      const condition = compileFilter(builder, filter);
      // A missing value matches no condition, so it passes every negated one.
      return filter.negated ? sql<SqlBool>`not coalesce(${condition}, false)` : condition;
    });
  }
  return select;
}

/** One parameter however many values: SQLite limits their number. */
export function inList<T extends string | number>(values: readonly T[]) {
  return sql<T>`(select value from json_each(${JSON.stringify(values)}))`;
}

/** The last kind is the default, so that a new one does not compile before it has its case. */
function compileFilter(builder: Builder, filter: IssueFilter): Condition {
  switch (filter.kind) {
    case "status":
      return builder("status", "=", filter.status);
    case "substatus":
      return builder("substatus", "=", filter.substatus);
    case "forReview":
      return builder("for_review", "=", 1);
    case "assignee":
      return assignedTo(builder, filter.anyOf, filter.orNone === true);
    case "assigned":
      return builder.or([builder("assigned_user_id", "is not", null), builder("assigned_team_id", "is not", null)]);
    case "bookmarked":
      return builder.exists(
        builder
          .selectFrom("bookmarks")
          .select(sql<number>`1`.as("one"))
          .whereRef("bookmarks.issue_id", "=", "issues.id")
          .where("bookmarks.user_id", "=", filter.userId),
      );
    case "issue":
      return builder("id", "in", inList(filter.ids));
    case "project":
      return builder("project_id", "in", inList(filter.ids));
    case "level":
    case "priority":
    case "type":
      return builder(filter.kind, "in", inList<string>(filter.anyOf));
    case "platform":
      return matchText("platform", filter.anyOf);
    case "firstRelease":
      return matchText("first_release", filter.anyOf);
    case "firstSeen":
      return builder("first_seen", filter.op, filter.value);
    case "lastSeen":
      return builder("last_seen", filter.op, filter.value);
    case "timesSeen":
      return builder("times_seen", filter.op, filter.value);
    default:
      return containsText(filter.value);
  }
}

function assignedTo(builder: Builder, anyOf: readonly { readonly kind: "user" | "team"; readonly id: number }[], orNone: boolean): Condition {
  const ids = (kind: "user" | "team") => inList(anyOf.filter((actor) => actor.kind === kind).map((actor) => actor.id));
  const terms: Condition[] = [builder("assigned_user_id", "in", ids("user")), builder("assigned_team_id", "in", ids("team"))];
  if (orNone) terms.push(builder.and([builder("assigned_user_id", "is", null), builder("assigned_team_id", "is", null)]));
  return builder.or(terms.map((term) => sql<SqlBool>`coalesce(${term}, false)`));
}

function matchText(column: "platform" | "first_release", anyOf: Parameters<typeof split>[0]): Condition {
  const { exact, patterns } = split(anyOf);
  const terms = [sql<SqlBool>`${sql.ref(column)} in ${inList(exact)}`, ...patterns.map((pattern) => like(column, pattern))];
  return sql<SqlBool>`(${sql.join(terms, sql` or `)})`;
}

/** Title, culprit, or a value of the metadata. */
function containsText(value: string): Condition {
  const pattern = containsPattern(value);
  if (pattern === undefined) return sql<SqlBool>`false`;
  const inMetadata = sql<SqlBool>`exists (select 1 from json_each(issues.metadata_json) where ${like("value", pattern)})`;
  // Text that JSON does not escape is in the JSON if it is in a value: that spares parsing it for nearly all issues.
  const isPlain = JSON.stringify(value) === `"${value}"`;
  const metadata = isPlain ? sql<SqlBool>`${like("metadata_json", pattern)} and ${inMetadata}` : inMetadata;
  return sql<SqlBool>`(${like("title", pattern)} or ${like("culprit", pattern)} or (${metadata}))`;
}

function like(column: string, pattern: string) {
  return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`;
}
