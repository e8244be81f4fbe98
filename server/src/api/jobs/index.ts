import { createDeletion, deleteEvent, listJobs, showJob } from "./jobs.ts";

export const jobEndpoints = { createDeletion, deleteEvent, listJobs, showJob };
