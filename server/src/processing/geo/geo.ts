import type { Attributes } from "../attributes/attributes.ts";
import type { NormalizedEvent } from "../normalize/event.ts";

/** Where an address is, as far as a database knows (`protocol.md` §17.1). */
interface Geo {
  /** ISO 3166-1, two letters. */
  readonly country_code?: string;
  readonly city?: string;
  readonly subdivision?: string;
  /** Name of the country. */
  readonly region?: string;
}

/** Undefined for what is not known, private addresses among it. */
export type GeoLookUp = (address: string) => Geo | undefined;

export const noGeo: GeoLookUp = () => undefined;

/** Before addresses are scrubbed: the place is kept where the address is not. */
export function withGeo(event: NormalizedEvent, lookUp: GeoLookUp): NormalizedEvent {
  const { user } = event;
  if (user?.ip_address === undefined || user.geo !== undefined) return event;
  const geo = lookUp(user.ip_address);
  return geo === undefined ? event : { ...event, user: { ...user, geo: { ...geo } } };
}

/** Of spans, logs and metrics: beside the address in their attributes. */
export function withGeoAttributes<T extends { readonly attributes: Attributes }>(row: T, lookUp: GeoLookUp): T {
  const { "client.address": client, "user.ip_address": user, "user.geo.country_code": known } = row.attributes;
  const address = client ?? user;
  if (typeof address !== "string" || known !== undefined) return row;
  const geo = lookUp(address);
  if (geo === undefined) return row;
  const members = Object.entries(geo).map(([name, value]) => [`user.geo.${name}`, value] as const);
  return { ...row, attributes: { ...row.attributes, ...Object.fromEntries(members) } };
}
