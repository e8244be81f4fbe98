/**
 * Rules with their history; what each hash of an issue has seen, so that hashes can leave it; what became of issues that
 * were merged; rows of telemetry on their way from one issue to another; sketches by which similar issues find each other.
 */
export const grouping = `
create table rule_versions (
  project_id integer not null references projects on delete cascade, version integer not null,
  fingerprinting_rules text not null, grouping_enhancements text not null,
  user_id integer references users on delete set null, restored_from integer, created_at integer not null,
  primary key (project_id, version)
) strict, without rowid;

alter table issue_hashes add column times_seen integer not null default 0;
alter table issue_hashes add column first_seen real;
alter table issue_hashes add column last_seen real;
alter table issue_hashes add column last_event_id text;
update issue_hashes set (times_seen, first_seen, last_seen) = (select times_seen, first_seen, last_seen from issues where id = issue_id)
  where (select count(*) from issue_hashes as all_of where all_of.issue_id = issue_hashes.issue_id) = 1;

create table issue_redirects (
  issue_id integer primary key, project_id integer not null references projects on delete cascade, short_id integer not null,
  target_id integer not null references issues on delete cascade,
  unique (project_id, short_id)
) strict;
create index issue_redirects_by_target on issue_redirects (target_id);

create table issue_moves (
  id integer primary key, project_id integer not null references projects on delete cascade,
  from_issue integer not null, to_issue integer not null, selection_json text not null
) strict;
create index issue_moves_by_project on issue_moves (project_id);

create table regroups (
  id integer primary key, project_id integer not null references projects on delete cascade,
  user_id integer references users on delete set null, rule_version integer not null, created_at integer not null, undone_at integer,
  events integer not null, moves_json text not null, new_issues_json text not null, new_hashes_json text not null
) strict;
create index regroups_by_project on regroups (project_id, id);

create table tombstones (
  id integer primary key, project_id integer not null references projects on delete cascade,
  title text not null, culprit text not null, level text not null, type text not null, metadata_json text not null,
  user_id integer references users on delete set null, created_at integer not null, times_seen integer not null default 0, last_seen integer
) strict;
create index tombstones_by_project on tombstones (project_id, id);
create table discarded_hashes (
  project_id integer not null, hash text not null, tombstone_id integer not null references tombstones on delete cascade,
  primary key (project_id, hash)
) strict, without rowid;
create index discarded_hashes_by_tombstone on discarded_hashes (tombstone_id);

create table sketches (
  id integer primary key, project_id integer not null references projects on delete cascade, hash text not null, sketch blob not null,
  unique (project_id, hash)
) strict;
create table sketch_bands (
  project_id integer not null, band integer not null, sketch_id integer not null references sketches on delete cascade,
  primary key (project_id, band, sketch_id)
) strict, without rowid;
create index sketch_bands_by_sketch on sketch_bands (sketch_id);
create trigger hash_gone after delete on issue_hashes begin
  delete from sketches where project_id = old.project_id and hash = old.hash;
end;
`;
