import type { Application } from "./application.ts";
import { django } from "./applications/django/application.ts";

/** A new application is a folder under `applications/` and a line here. */
export const applications = { django } as const satisfies Record<string, Application>;

export type ApplicationName = keyof typeof applications;
