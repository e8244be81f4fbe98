/** What quotas have counted in windows that had not ended when the server did. */
export const quotaCounters = `
create table quota_counters (counter text primary key, number integer not null, ends_at real not null, count integer not null) strict, without rowid;
`;
