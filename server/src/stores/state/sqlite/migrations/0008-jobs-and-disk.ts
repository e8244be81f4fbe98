/**
 * Background jobs, what uses the disk, and what may. Users of issues lose their reference to the issue: a job removes them
 * afterwards, since a million of them, cascading, would hold up every other change for seconds.
 */
export const jobsAndDisk = `
create table jobs (
  id integer primary key autoincrement,
  organization_id integer references organizations on delete cascade,
  input_json text not null, status text not null,
  done integer not null default 0, total integer, bytes integer not null default 0, detail text,
  user_id integer references users on delete set null,
  created_at integer not null, finished_at integer
) strict;
create index jobs_open on jobs (id) where finished_at is null;
create index jobs_of_organization on jobs (organization_id, id);

create table disk_usage (
  project_id integer not null, category text not null, day integer not null, items integer not null, bytes integer not null,
  primary key (project_id, category, day)
) strict, without rowid;

create table disk_budgets (
  project_id integer not null references projects on delete cascade, category text not null, max_bytes integer, max_days integer,
  primary key (project_id, category)
) strict, without rowid;

create table issue_users_2 (
  issue_id integer not null, user_hash integer not null,
  primary key (issue_id, user_hash)
) strict, without rowid;
insert into issue_users_2 select issue_id, user_hash from issue_users;
drop table issue_users;
alter table issue_users_2 rename to issue_users;
`;
