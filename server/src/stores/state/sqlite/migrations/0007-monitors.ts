/** Monitors of scheduled jobs, their environments, check-ins and incidents. Times are epoch milliseconds. */
export const monitors = `
create table monitors (
  id integer primary key autoincrement, project_id integer not null references projects on delete cascade,
  slug text not null, name text not null, status text not null, is_muted integer not null, is_upserting integer not null,
  config_json text not null, owner text, created_at integer not null,
  unique (project_id, slug)
) strict;

create table monitor_environments (
  id integer primary key autoincrement, monitor_id integer not null references monitors on delete cascade, name text not null,
  status text not null, is_muted integer not null, created_at integer not null,
  last_checkin integer, next_checkin integer, next_checkin_latest integer,
  -- Check-ins in the minute that the first of them began.
  rate_minute integer not null default 0, rate_count integer not null default 0,
  unique (monitor_id, name)
) strict;
create index monitor_environments_due on monitor_environments (next_checkin_latest) where next_checkin_latest is not null;

create table check_ins (
  id integer primary key autoincrement, environment_id integer not null references monitor_environments on delete cascade,
  project_id integer not null, guid text not null, status text not null, duration integer, expected_at integer, timeout_at integer,
  added_at integer not null, updated_at integer not null, clock_at integer not null, in_progress_at integer, trace_id text, config_json text not null,
  unique (project_id, guid)
) strict;
create index check_ins_by_time on check_ins (environment_id, added_at);
create index check_ins_running on check_ins (timeout_at) where timeout_at is not null;
create index check_ins_by_age on check_ins (added_at);

create table monitor_incidents (
  id integer primary key autoincrement, environment_id integer not null references monitor_environments on delete cascade,
  hash text not null, first_event_id text, started_at integer not null, resolved_at integer
) strict;
create index monitor_incidents_of on monitor_incidents (environment_id, started_at);

-- What incidents have to tell issues: written with the check-in that caused it, removed when it has arrived there.
create table monitor_signals (
  id integer primary key autoincrement, project_id integer not null references projects on delete cascade,
  incident_id integer not null references monitor_incidents on delete cascade,
  kind text not null, event_id text not null, payload_json text not null, seq integer
) strict;
`;
