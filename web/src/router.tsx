import { Outlet, createRootRoute, createRoute, createRouter, redirect, retainSearchParams } from "@tanstack/react-router";

import { queryClient, sessionQuery } from "./api/queries.ts";
import { rememberOrganization } from "./features/session/organization.ts";
import { Frame } from "./routes/frame/frame.tsx";
import { lazyPage } from "./lazy-page.ts";
import { Lost } from "./routes/not-found/lost.tsx";
import { NotFound } from "./routes/not-found/not-found.tsx";
import { PageFailed } from "./routes/not-found/page-failed.tsx";
import {
  listSearch,
  logSearch,
  metricSearch,
  parseSearch,
  releaseSearch,
  stickyFilters,
  streamSearch,
  stringifySearch,
  text,
  traceSearch,
} from "./search-params.ts";

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: Lost });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = text(search["next"]);
    // Only paths of this server: a link to somewhere else must not follow a sign-in.
    return next !== undefined && /^\/(?![/\\])/u.test(next) ? { next } : {};
  },
  component: lazyPage(() => import("./routes/sign-in/sign-in.tsx"), "SignIn"),
});

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "frame",
  component: Frame,
  validateSearch: stickyFilters,
  search: { middlewares: [retainSearchParams(["project", "environment", "statsPeriod"])] },
  beforeLoad: async ({ location }) => {
    const { user } = await queryClient.ensureQueryData(sessionQuery);
    if (user === null) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href }, replace: true });
  },
});

const homeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/issues", replace: true });
  },
});

const issuesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/issues",
  validateSearch: streamSearch,
  component: lazyPage(() => import("./routes/issues/issues.tsx"), "Issues"),
});

const issueComponent = lazyPage(() => import("./routes/issue/issue.tsx"), "IssuePage");
const issueRoute = createRoute({ getParentRoute: () => frameRoute, path: "/issues/$issueId", component: issueComponent });
const issueEventRoute = createRoute({ getParentRoute: () => frameRoute, path: "/issues/$issueId/events/$eventId", component: issueComponent });

const projectsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/projects",
  component: lazyPage(() => import("./routes/projects/projects.tsx"), "Projects"),
});
const newProjectRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/projects/new",
  component: lazyPage(() => import("./routes/new-project/new-project.tsx"), "NewProject"),
});
const groupingRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/projects/$slug/grouping",
  component: lazyPage(() => import("./routes/grouping-rules/grouping-rules.tsx"), "GroupingRules"),
});
const compareRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/compare",
  validateSearch: (search: Record<string, unknown>): { slug: string; left: string; right?: string | undefined; issue?: string | undefined } => ({
    slug: text(search["slug"]) ?? "",
    left: text(search["left"]) ?? "",
    right: text(search["right"]),
    issue: text(search["issue"]),
  }),
  component: lazyPage(() => import("./routes/compare/compare.tsx"), "Compare"),
});
const startRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/projects/$slug/start",
  component: lazyPage(() => import("./routes/first-event/first-event.tsx"), "FirstEvent"),
});
const projectRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/projects/$slug",
  component: lazyPage(() => import("./routes/project-settings/project-settings.tsx"), "ProjectSettings"),
});

const fateRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/where",
  validateSearch: (search: Record<string, unknown>): { event?: string } => {
    const event = text(search["event"]);
    return event === undefined || event === "" ? {} : { event };
  },
  component: lazyPage(() => import("./routes/where/where.tsx"), "Where"),
});

const statsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/stats",
  validateSearch: (search: Record<string, unknown>): { category?: string } => {
    const category = text(search["category"]);
    return category === undefined || category === "" ? {} : { category };
  },
  component: lazyPage(() => import("./routes/stats/stats.tsx"), "Stats"),
});
const organizationSettingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/settings",
  component: lazyPage(() => import("./routes/organization-settings/organization-settings.tsx"), "OrganizationSettings"),
});

const diskRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/disk",
  component: lazyPage(() => import("./routes/disk/disk.tsx"), "Disk"),
});

const accountRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/account",
  validateSearch: (search: Record<string, unknown>): { welcome?: "1" } => (search["welcome"] === "1" ? { welcome: "1" } : {}),
  component: lazyPage(() => import("./routes/account/account.tsx"), "Account"),
});

const releasesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/releases",
  validateSearch: releaseSearch,
  component: lazyPage(() => import("./routes/releases/releases.tsx"), "Releases"),
});
const releaseRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/releases/$version",
  component: lazyPage(() => import("./routes/release/release.tsx"), "ReleasePage"),
});

const monitorsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/monitors",
  validateSearch: listSearch,
  component: lazyPage(() => import("./routes/monitors/monitors.tsx"), "Monitors"),
});
const newMonitorRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/monitors/new",
  component: lazyPage(() => import("./routes/monitor-form/monitor-form.tsx"), "NewMonitor"),
});
const monitorRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/monitors/$monitorId",
  validateSearch: listSearch,
  component: lazyPage(() => import("./routes/monitor/monitor.tsx"), "MonitorPage"),
});
const editMonitorRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/monitors/$monitorId/edit",
  component: lazyPage(() => import("./routes/monitor-form/monitor-form.tsx"), "EditMonitor"),
});

const tracesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/traces",
  validateSearch: traceSearch,
  component: lazyPage(() => import("./routes/traces/traces.tsx"), "Traces"),
});
const traceRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/traces/$traceId",
  component: lazyPage(() => import("./routes/trace/trace.tsx"), "TracePage"),
});
const logsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/logs",
  validateSearch: logSearch,
  component: lazyPage(() => import("./routes/logs/logs.tsx"), "Logs"),
});

const metricsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/metrics",
  validateSearch: metricSearch,
  component: lazyPage(() => import("./routes/metrics/metrics.tsx"), "Metrics"),
});
const profilesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/profiles",
  validateSearch: listSearch,
  component: lazyPage(() => import("./routes/profiles/profiles.tsx"), "Profiles"),
});

const replaysRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/replays",
  validateSearch: listSearch,
  component: lazyPage(() => import("./routes/replays/replays.tsx"), "Replays"),
});
const replayRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: "/replays/$replayId",
  component: lazyPage(() => import("./routes/replay/replay.tsx"), "ReplayPage"),
});

/** Links in Sentry's shape, as they stand in chats, mails and commit messages. */
const sentryIssuesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organization/issues",
  validateSearch: (search: Record<string, unknown>) => ({ ...stickyFilters(search), ...streamSearch(search) }),
  beforeLoad: ({ params, search }) => {
    rememberOrganization(params.organization);
    throw redirect({ to: "/issues", search, replace: true });
  },
});
const sentryIssueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organization/issues/$issueId/$",
  validateSearch: stickyFilters,
  beforeLoad: ({ params, search }) => {
    rememberOrganization(params.organization);
    const event = /^events\/([^/]+)/u.exec(params._splat ?? "")?.[1];
    if (event === undefined) throw redirect({ to: "/issues/$issueId", params: { issueId: params.issueId }, search, replace: true });
    throw redirect({ to: "/issues/$issueId/events/$eventId", params: { issueId: params.issueId, eventId: event }, search, replace: true });
  },
});
/** A trace has stood at more than one address over the years; its id is the last part of each. */
const sentryTraceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organization/explore/traces/trace/$traceId",
  beforeLoad: ({ params }) => {
    rememberOrganization(params.organization);
    throw redirect({ to: "/traces/$traceId", params: { traceId: params.traceId }, replace: true });
  },
});
const sentryOldTraceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organization/performance/trace/$traceId",
  beforeLoad: ({ params }) => {
    rememberOrganization(params.organization);
    throw redirect({ to: "/traces/$traceId", params: { traceId: params.traceId }, replace: true });
  },
});
const sentryProjectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/organizations/$organization/projects/$slug",
  beforeLoad: ({ params }) => {
    rememberOrganization(params.organization);
    throw redirect({ to: "/projects/$slug", params: { slug: params.slug }, replace: true });
  },
});

/** Where `sentry-cli login` sends the browser. Its path holds a literal `:orgslug`, so any name will do. */
const sentryTokensRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/orgredirect/organizations/$organization/settings/auth-tokens",
  beforeLoad: () => {
    throw redirect({ to: "/account", hash: "tokens", replace: true });
  },
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  sentryIssuesRoute,
  sentryIssueRoute,
  sentryProjectRoute,
  sentryTraceRoute,
  sentryOldTraceRoute,
  sentryTokensRoute,
  frameRoute.addChildren([
    homeRoute,
    issuesRoute,
    issueRoute,
    issueEventRoute,
    projectsRoute,
    newProjectRoute,
    startRoute,
    groupingRoute,
    compareRoute,
    projectRoute,
    releasesRoute,
    releaseRoute,
    tracesRoute,
    traceRoute,
    logsRoute,
    metricsRoute,
    profilesRoute,
    replaysRoute,
    replayRoute,
    monitorsRoute,
    newMonitorRoute,
    monitorRoute,
    editMonitorRoute,
    fateRoute,
    statsRoute,
    diskRoute,
    organizationSettingsRoute,
    accountRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
  trailingSlash: "preserve",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
