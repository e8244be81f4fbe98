import "./assignee-menu.css";

import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";

import { membersQuery } from "../../api/queries.ts";
import type { ActorShape } from "../../api/shapes.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Menu, type MenuEntry } from "../../ui/menu.tsx";
import { useOrganization, useUser } from "../session/organization.ts";

interface AssigneeMenuProps {
  readonly assignedTo: ActorShape | null;
  readonly trigger?: ReactElement;
  /** `user:<id>`, or null to assign nobody. */
  readonly onChange: (actor: string | null, name: string) => void;
}

export function AssigneeMenu({ assignedTo, trigger, onChange }: AssigneeMenuProps) {
  const organization = useOrganization();
  const me = useUser();
  const members = useQuery(membersQuery(organization.slug)).data ?? [];
  const others: readonly MenuEntry[] = members.flatMap((member) => {
    if (member.user === null || member.user.id === me.id) return [];
    const { id, name, email } = member.user;
    const shown = name === "" ? email : name;
    return [{ label: shown, ...(shown === email ? {} : { hint: email }), checked: assignedTo?.id === id, onChoose: () => onChange(`user:${id}`, shown) }];
  });
  const entries: readonly MenuEntry[] = [
    { label: "Me", hint: me.email, checked: assignedTo?.id === me.id, onChoose: () => onChange(`user:${me.id}`, "you") },
    ...others,
  ];
  return (
    <Menu
      align="end"
      trigger={
        trigger ?? (
          <button type="button" className="assignee" aria-label={assignedTo === null ? "Unassigned, assign" : `Assigned to ${assignedTo.name}, change`}>
            <Avatar name={assignedTo?.name ?? null} />
          </button>
        )
      }
      sections={[
        { title: "Assign to", entries },
        ...(assignedTo === null ? [] : [{ entries: [{ label: "Nobody", onChoose: () => onChange(null, "nobody") }] }]),
      ]}
    />
  );
}
