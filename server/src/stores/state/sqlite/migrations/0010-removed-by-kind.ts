/** What a deletion took away, by what it was. */
export const removedByKind = `
alter table jobs add column removed_json text not null default '{}';
`;
