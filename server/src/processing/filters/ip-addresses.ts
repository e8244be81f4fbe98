import { parseRange, rangeHolds } from "../ip/ip-range.ts";
import type { MakeFilter } from "./filter-reason.ts";

/** Addresses and ranges, compared with the person's and the connection's. */
export const ipAddresses: MakeFilter = ({ ipAddresses: listed }) => {
  const ranges = listed.map(parseRange).filter((range) => range !== undefined);
  if (ranges.length === 0) return undefined;
  const blocked = (address: string | null | undefined): boolean =>
    address !== undefined && address !== null && ranges.some((range) => rangeHolds(range, address));
  return ({ userIp, clientIp }) => blocked(userIp) || blocked(clientIp);
};
