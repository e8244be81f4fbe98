/** Options of organizations, and a version by which every process that has read settings notices that another one changed them. */
export const settings = `
alter table organizations add column options_json text not null default '{}';
insert into meta values ('settings_version', '0');

create trigger project_made after insert on projects begin
  update meta set value = value + 1 where key = 'settings_version';
end;
create trigger project_changed after update of options_json, status, organization_id on projects begin
  update meta set value = value + 1 where key = 'settings_version';
end;
create trigger project_gone after delete on projects begin
  update meta set value = value + 1 where key = 'settings_version';
end;
create trigger organization_changed after update of options_json on organizations begin
  update meta set value = value + 1 where key = 'settings_version';
end;
create trigger key_made after insert on project_keys begin
  update meta set value = value + 1 where key = 'settings_version';
end;
create trigger key_changed after update on project_keys begin
  update meta set value = value + 1 where key = 'settings_version';
end;
create trigger key_gone after delete on project_keys begin
  update meta set value = value + 1 where key = 'settings_version';
end;
`;
