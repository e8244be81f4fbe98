import { expect, it } from "vitest";
import type { IssueFilter } from "../../query/model.ts";
import type { StateReader, StateWriter } from "./port.ts";
import type { IssueListQuery } from "./port/issues.ts";
import { assign, hour, noon, request, seed } from "./suite-data.ts";

export function issueListSuite(current: () => { readonly reader: StateReader; readonly writer: StateWriter }): void {
  /** Issues 1 to 4 of project 1, in the order of last seen, and issue 5 of project 2. */
  const fill = async () => {
    const { writer } = current();
    await seed(writer);
    await writer.createProject({ organizationId: 1, slug: "api", name: "API", platform: null });
    await assign(
      writer,
      request(["a"], { count: 10, users: ["1", "2"], latest: { title: "TypeError: 100% wrong", platform: "javascript" } }),
      request(["b"], { lastSeen: noon + hour, count: 5, releases: ["web@1.0"], latest: { level: "warning", type: "csp" } }),
      request(["c"], {
        lastSeen: noon + 2 * hour,
        firstSeen: noon - hour,
        count: 5,
        users: ["1"],
        latest: { culprit: "handler(x_y)", metadata: { filename: 'a "quoted\\ name' } },
      }),
      request(["d"], { lastSeen: noon + 3 * hour, latest: { metadata: { value: "deep Needle" } } }),
      request(["a"], { projectId: 2, lastSeen: noon + 4 * hour }),
    );
    await writer.updateIssues({
      projectIds: [1],
      ids: [2],
      at: noon,
      userId: 1,
      status: { status: "resolved", substatus: null, details: {} },
      bookmarked: true,
    });
    await writer.updateIssues({ projectIds: [1], ids: [3], at: noon, userId: 1, assignedTo: { kind: "user", id: 1 }, priority: "low" });
    await writer.updateIssues({ projectIds: [1], ids: [4], at: noon, userId: 1, assignedTo: { kind: "team", id: 1 } });
  };
  const ids = async (query: Partial<IssueListQuery>) => {
    const issues = await current().reader.issues({ projectIds: [1], filter: [], sort: "date", limit: 100, ...query });
    return issues.map(({ id }) => id);
  };

  it("sorts by each order, ties by the newer id", async () => {
    await fill();
    expect(await ids({ sort: "date" })).toEqual([4, 3, 2, 1]);
    expect(await ids({ sort: "new" })).toEqual([4, 2, 1, 3]);
    expect(await ids({ sort: "freq" })).toEqual([1, 3, 2, 4]);
    expect(await ids({ sort: "user" })).toEqual([1, 3, 4, 2]);
  });

  it("shows only the projects asked for, merged in one order", async () => {
    await fill();
    expect(await ids({ projectIds: [1, 2], limit: 3 })).toEqual([5, 4, 3]);
    expect(await ids({ projectIds: [2] })).toEqual([5]);
    expect(await ids({ projectIds: [] })).toEqual([]);
    expect(await ids({ projectIds: [1], among: [1, 4, 5] })).toEqual([4, 1]);
    expect(await ids({ projectIds: [1, 2, ...Array.from({ length: 50 }, (_, index) => index + 10)], limit: 2 })).toEqual([5, 4]);
  });

  it("pages forth and back without gaps or repeats", async () => {
    await fill();
    const { reader } = current();
    const all = await ids({ sort: "freq", projectIds: [1, 2] });
    const forth: number[] = [];
    for (let after: IssueListQuery["after"]; ;) {
      const [issue] = await reader.issues({ projectIds: [1, 2], filter: [], sort: "freq", limit: 1, ...(after === undefined ? {} : { after }) });
      if (issue === undefined) break;
      forth.push(issue.id);
      after = { value: issue.timesSeen, id: issue.id };
    }
    expect(forth).toEqual(all);
    const last = await reader.issue([1, 2], all.at(-1) ?? 0);
    expect(await ids({ sort: "freq", projectIds: [1, 2], limit: 2, before: { value: last?.timesSeen ?? 0, id: last?.id ?? 0 } })).toEqual(all.slice(-3, -1));
  });

  it.each<[string, IssueFilter, readonly number[]]>([
    ["status", { kind: "status", status: "resolved", negated: false }, [2]],
    ["substatus", { kind: "substatus", substatus: "new", negated: true }, [2]],
    ["for review", { kind: "forReview", negated: true }, [2]],
    ["assignee", { kind: "assignee", anyOf: [{ kind: "user", id: 1 }], negated: false }, [3]],
    ["no assignee of", { kind: "assignee", anyOf: [{ kind: "user", id: 1 }], negated: true }, [4, 2, 1]],
    ["assignee or none", { kind: "assignee", anyOf: [{ kind: "team", id: 1 }], orNone: true, negated: false }, [4, 2, 1]],
    ["assigned", { kind: "assigned", negated: false }, [4, 3]],
    ["bookmarked", { kind: "bookmarked", userId: 1, negated: false }, [2]],
    ["ids", { kind: "issue", ids: [1, 5], negated: false }, [1]],
    ["no ids", { kind: "issue", ids: [], negated: false }, []],
    ["level", { kind: "level", anyOf: ["warning", "fatal"], negated: false }, [2]],
    ["priority", { kind: "priority", anyOf: ["low"], negated: false }, [3]],
    ["type", { kind: "type", anyOf: ["csp"], negated: false }, [2]],
    ["platform", { kind: "platform", anyOf: [{ kind: "wildcard", parts: ["java", ""] }], negated: false }, [1]],
    ["first release", { kind: "firstRelease", anyOf: [{ kind: "exact", value: "web@1.0" }], negated: false }, [2]],
    ["not of a release, or of none", { kind: "firstRelease", anyOf: [{ kind: "exact", value: "web@1.0" }], negated: true }, [4, 3, 1]],
    ["first seen", { kind: "firstSeen", op: "<", value: noon, negated: false }, [3]],
    ["last seen", { kind: "lastSeen", op: ">=", value: noon + 2 * hour, negated: false }, [4, 3]],
    ["times seen", { kind: "timesSeen", op: "=", value: 5, negated: false }, [3, 2]],
    ["text in the title, with what LIKE takes for a wildcard", { kind: "text", value: "100% W", negated: false }, [1]],
    ["an underscore is no wildcard", { kind: "text", value: "x_y", negated: false }, [3]],
    ["text in the metadata", { kind: "text", value: "needle", negated: false }, [4]],
    ["text in the metadata that JSON escapes", { kind: "text", value: 'a "quoted\\', negated: false }, [3]],
    ["text that is only in the metadata's keys", { kind: "text", value: "filenam", negated: false }, []],
    ["text nowhere", { kind: "text", value: "Error: 100_", negated: false }, []],
  ])("filters by %s", async (_, filter, expected) => {
    await fill();
    expect(await ids({ filter: [filter] })).toEqual(expected);
    expect(await current().reader.issueCount({ projectIds: [1], filter: [filter], sort: "date" }, 100)).toBe(expected.length);
  });

  it("combines conditions, and counts no further than asked", async () => {
    await fill();
    const filter: IssueFilter[] = [
      { kind: "status", status: "unresolved", negated: false },
      { kind: "assigned", negated: true },
    ];
    expect(await ids({ filter })).toEqual([1]);
    expect(await current().reader.issueCount({ projectIds: [1, 2], filter: [], sort: "date" }, 3)).toBe(3);
  });
}
