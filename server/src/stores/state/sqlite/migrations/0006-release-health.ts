/** Releases are known from sessions as well, which may come before the first event or without any. */
export const releaseHealth = `
create table release_projects_2 (
  release_id integer not null references releases on delete cascade,
  project_id integer not null references projects on delete cascade,
  first_event_at real, last_event_at real, new_issues integer not null default 0,
  first_session_at real, last_session_at real,
  primary key (release_id, project_id)
) strict, without rowid;
insert into release_projects_2 (release_id, project_id, first_event_at, last_event_at, new_issues)
  select release_id, project_id, first_event_at, last_event_at, new_issues from release_projects;
drop table release_projects;
alter table release_projects_2 rename to release_projects;
create index release_projects_by_project on release_projects (project_id);
`;
