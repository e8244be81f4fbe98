import { z } from "zod";

/** A query parameter that may be repeated. */
export const words = z.array(z.string()).optional();
