/** What users wrote about events: one report for each event, without an issue until the event is there. */
export const userReports = `
create table user_reports (
  id integer primary key, project_id integer not null references projects on delete cascade, event_id text not null,
  issue_id integer references issues on delete cascade,
  name text not null, email text not null, comments text not null, received_at integer not null,
  unique (project_id, event_id)
) strict;
create index user_reports_of_issue on user_reports (issue_id, received_at) where issue_id is not null;
create index user_reports_waiting on user_reports (project_id) where issue_id is null;
`;
