/** What the loader script of a key brings along. */
export const loaderOptions = `
alter table project_keys add column loader_json text not null default '{}';
`;
