type Page = "addEventListener" | "document" | "history" | "location" | "XMLHttpRequest";

/** What there is of a page: workers have a part of it, servers that render pages nothing. */
export const here: Partial<Pick<typeof globalThis, Page>> = globalThis;
