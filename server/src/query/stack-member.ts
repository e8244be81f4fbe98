/** What the search knows of frames. */
export const stackTexts = ["filename", "function", "module", "abs_path", "package"] as const;
const stackNumbers = ["lineno", "colno"] as const;

type StackText = (typeof stackTexts)[number];
export type StackMember = StackText | (typeof stackNumbers)[number] | "in_app";

/** Where they stand in the list of a frame. */
export const stackPlaces: readonly StackMember[] = [...stackTexts, ...stackNumbers, "in_app"];
