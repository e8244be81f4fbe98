import { z } from "zod";
import { isSlug, slugRule } from "../projects/slug.ts";

/** A slug in a request body. */
export const slugField = z.string().refine(isSlug, slugRule);

/** A display name in a request body. */
export const nameField = z.string().trim().min(1, "This field may not be blank.").max(64, "Ensure this field has no more than 64 characters.");
