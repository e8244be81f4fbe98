import type { Application } from "./application.ts";
import { actix } from "./applications/actix/application.ts";
import { django } from "./applications/django/application.ts";
import { goWeb } from "./applications/go-web/application.ts";
import { hertz } from "./applications/hertz/application.ts";
import { spring } from "./applications/spring/application.ts";
import { strapi } from "./applications/strapi/application.ts";

/** A new application is a folder under `applications/` and a line here. */
export const applications = { django, hertz, "go-web": goWeb, actix, spring, strapi } as const satisfies Record<string, Application>;

export type ApplicationName = keyof typeof applications;
