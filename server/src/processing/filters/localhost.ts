import type { MakeFilter } from "./filter-reason.ts";

const addresses = new Set(["127.0.0.1", "::1"]);
const host = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?(?:localhost|127\.0\.0\.1)(?::\d+)?(?:[/?#]|$)/i;

/** What developers cause on their own machines. */
export const localhost: MakeFilter = ({ localhost: active }) =>
  active ? ({ userIp, url }) => (userIp !== undefined && addresses.has(userIp)) || (url !== undefined && host.test(url)) : undefined;
