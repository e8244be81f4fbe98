import type { Generated } from "kysely";

/** The tables as Kysely sees them. Made by `migrations/`. Times are epoch milliseconds, booleans 0 and 1, `*_json` JSON text. */
export interface Schema {
  meta: { key: string; value: string };
  migrations: { id: string; applied_at: number };
  organizations: { id: Generated<number>; slug: string; name: string; created_at: number; options_json: Generated<string> };
  teams: { id: Generated<number>; organization_id: number; slug: string; name: string; created_at: number };
  projects: ProjectTable;
  project_teams: { project_id: number; team_id: number };
  project_keys: ProjectKeyTable;
  users: UserTable;
  memberships: { organization_id: number; user_id: number; role: string };
  tokens: TokenTable;
  sessions: { hash: string; user_id: number; created_at: number; expires_at: number };
  sign_in_links: { hash: string; user_id: number; expires_at: number };
  issues: IssueTable;
  issue_hashes: IssueHashTable;
  issue_redirects: { issue_id: number; project_id: number; short_id: number; target_id: number };
  issue_moves: { id: Generated<number>; project_id: number; from_issue: number; to_issue: number; selection_json: string };
  regroups: RegroupTable;
  rule_versions: RuleVersionTable;
  tombstones: TombstoneTable;
  discarded_hashes: { project_id: number; hash: string; tombstone_id: number };
  sketches: { id: Generated<number>; project_id: number; hash: string; sketch: Uint8Array };
  sketch_bands: { project_id: number; band: number; sketch_id: number };
  issue_users: { issue_id: number; user_hash: number };
  activity: { id: Generated<number>; issue_id: number; type: string; user_id: number | null; data_json: string; created_at: number };
  bookmarks: { issue_id: number; user_id: number };
  seen: { issue_id: number; user_id: number; at: number };
  snoozes: SnoozeTable;
  snooze_events: { issue_id: number; minute: number; count: number };
  snooze_users: { issue_id: number; user_hash: number; at: number };
  releases: { id: Generated<number>; organization_id: number; version: string; created_at: number };
  release_projects: ReleaseProjectTable;
  environments: { project_id: number; name: string };
  outcome_totals: OutcomeTotalTable;
  jobs: JobTable;
  disk_usage: { project_id: number; category: string; day: number; items: number; bytes: number };
  disk_budgets: { project_id: number; category: string; max_bytes: number | null; max_days: number | null };
  quota_counters: { counter: string; number: number; ends_at: number; count: number };
  open_segments: { project_id: number; trace_id: string; segment_id: string; first_at: number; last_span_at: number; last_at: number };
  user_reports: UserReportTable;
  monitors: MonitorTable;
  monitor_environments: MonitorEnvironmentTable;
  check_ins: CheckInTable;
  monitor_incidents: {
    id: Generated<number>;
    environment_id: number;
    hash: string;
    first_event_id: string | null;
    started_at: number;
    resolved_at: number | null;
  };
  monitor_signals: {
    id: Generated<number>;
    project_id: number;
    incident_id: number;
    kind: string;
    event_id: string;
    payload_json: string;
    seq: number | null;
  };
}

/** What events had it as their first one. */
interface IssueHashTable {
  project_id: number;
  hash: string;
  issue_id: number;
  times_seen: Generated<number>;
  first_seen: Generated<number | null>;
  last_seen: Generated<number | null>;
  last_event_id: Generated<string | null>;
}

interface RuleVersionTable {
  project_id: number;
  version: number;
  fingerprinting_rules: string;
  grouping_enhancements: string;
  user_id: number | null;
  restored_from: number | null;
  created_at: number;
}

interface RegroupTable {
  id: Generated<number>;
  project_id: number;
  user_id: number | null;
  rule_version: number;
  created_at: number;
  undone_at: number | null;
  events: number;
  moves_json: string;
  new_issues_json: string;
  new_hashes_json: string;
}

interface TombstoneTable {
  id: Generated<number>;
  project_id: number;
  title: string;
  culprit: string;
  level: string;
  type: string;
  metadata_json: string;
  user_id: number | null;
  created_at: number;
  times_seen: Generated<number>;
  last_seen: number | null;
}

interface UserReportTable {
  id: Generated<number>;
  project_id: number;
  event_id: string;
  issue_id: number | null;
  name: string;
  email: string;
  comments: string;
  received_at: number;
}

interface ProjectTable {
  /** 1, 2, 3 … never used again, since it is part of every DSN. */
  id: Generated<number>;
  organization_id: number;
  slug: string;
  name: string;
  platform: string | null;
  status: string;
  created_at: number;
  first_event_at: number | null;
  options_json: string;
  last_short_id: Generated<number>;
}

interface ProjectKeyTable {
  id: Generated<number>;
  project_id: number;
  public_key: string;
  secret_key: string;
  name: string;
  is_active: number;
  rate_count: number | null;
  rate_window: number | null;
  loader_json: Generated<string>;
  created_at: number;
}

interface UserTable {
  id: Generated<number>;
  email: string;
  name: string | null;
  password_hash: string | null;
  is_active: Generated<number>;
  is_admin: number;
  created_at: number;
  last_login_at: number | null;
}

interface TokenTable {
  id: Generated<number>;
  hash: string;
  hint: string;
  name: string;
  scopes_json: string;
  organization_id: number | null;
  user_id: number | null;
  created_at: number;
  last_used_at: number | null;
}

export interface IssueTable {
  id: Generated<number>;
  project_id: number;
  short_id: number;
  type: string;
  level: string;
  platform: string;
  title: string;
  culprit: string;
  location: string | null;
  metadata_json: string;
  logger: string | null;
  status: string;
  substatus: string | null;
  details_json: string;
  /** The release that "resolved in" and "in the next release" are measured against; null for a plain resolution. */
  resolved_release: string | null;
  priority: string;
  priority_locked_at: number | null;
  first_seen: number;
  last_seen: number;
  times_seen: number;
  user_count: number;
  first_release: string | null;
  last_release: string | null;
  is_unhandled: number;
  assigned_user_id: number | null;
  assigned_team_id: number | null;
  resolved_at: number | null;
  for_review: number;
  comment_count: Generated<number>;
}

/** The counters of an issue ignored under a condition, as they were at that moment. */
interface SnoozeTable {
  issue_id: number;
  times_seen: number;
  user_count: number;
}

interface ReleaseProjectTable {
  release_id: number;
  project_id: number;
  first_event_at: number | null;
  last_event_at: number | null;
  first_session_at: number | null;
  last_session_at: number | null;
  new_issues: number;
}

interface MonitorTable {
  id: Generated<number>;
  project_id: number;
  slug: string;
  name: string;
  status: string;
  is_muted: number;
  is_upserting: number;
  config_json: string;
  owner: string | null;
  created_at: number;
}

interface MonitorEnvironmentTable {
  id: Generated<number>;
  monitor_id: number;
  name: string;
  status: string;
  is_muted: number;
  created_at: number;
  last_checkin: number | null;
  next_checkin: number | null;
  next_checkin_latest: number | null;
  rate_minute: Generated<number>;
  rate_count: Generated<number>;
}

interface CheckInTable {
  id: Generated<number>;
  environment_id: number;
  project_id: number;
  guid: string;
  status: string;
  duration: number | null;
  expected_at: number | null;
  /** Null once it has ended. */
  timeout_at: number | null;
  added_at: number;
  updated_at: number;
  clock_at: number;
  in_progress_at: number | null;
  trace_id: string | null;
  config_json: string;
}

interface JobTable {
  id: Generated<number>;
  organization_id: number | null;
  input_json: string;
  status: string;
  done: Generated<number>;
  total: number | null;
  bytes: Generated<number>;
  removed_json: Generated<string>;
  detail: string | null;
  user_id: number | null;
  created_at: number;
  /** Null: to be done. */
  finished_at: number | null;
}

interface OutcomeTotalTable {
  project_id: number;
  key_id: number;
  hour: number;
  category: string;
  outcome: string;
  /** Empty for none: a null would not be equal to itself in the primary key. */
  reason: string;
  quantity: number;
}
