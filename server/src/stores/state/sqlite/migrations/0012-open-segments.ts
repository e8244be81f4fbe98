/** Segments of spans that came in parts and are looked at when nothing more of them comes. An empty `segment_id`: their spans do not name it. */
export const openSegments = `
create table open_segments (
  project_id integer not null, trace_id text not null, segment_id text not null,
  first_at real not null, last_span_at real not null, last_at integer not null,
  primary key (project_id, trace_id, segment_id)
) strict, without rowid;
`;
