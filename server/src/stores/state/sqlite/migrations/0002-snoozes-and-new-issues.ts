/**
 * Counters for issues ignored under a condition, and new issues per release, counted once for what is there instead of
 * with every page of releases. An issue that was already ignored counts from now on.
 */
export const snoozesAndNewIssues = `
create table snoozes (
  issue_id integer primary key references issues on delete cascade,
  times_seen integer not null, user_count integer not null
) strict;
insert into snoozes select id, times_seen, user_count from issues where status = 'ignored';

create table snooze_events (
  issue_id integer not null references issues on delete cascade, minute integer not null, count integer not null,
  primary key (issue_id, minute)
) strict, without rowid;

create table snooze_users (
  issue_id integer not null references issues on delete cascade, user_hash integer not null, at real not null,
  primary key (issue_id, user_hash)
) strict, without rowid;

alter table release_projects add column new_issues integer not null default 0;
update release_projects set new_issues = (
  select count(*) from issues join releases on releases.version = issues.first_release
  where releases.id = release_projects.release_id and issues.project_id = release_projects.project_id
);
`;
