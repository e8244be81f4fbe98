import { isObject, type Json } from "../json/json.ts";
import { bag, trim } from "./bag.ts";
import type { User } from "./event.ts";
import { isIpAddress } from "./ip.ts";
import { looseText } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";

const name = looseText(128, 20);

/** What asks the server to fill in the address of the connection. */
export const autoIp = "{{auto}}";

const shape = new Shape<User>({
  id: name,
  email: looseText(75),
  ip_address: (value, cursor) => {
    if (typeof value !== "string") return cursor.invalid("expected an IP address", value);
    const address = value.trim();
    if (address === "") return undefined;
    return address === autoIp || isIpAddress(address) ? address : cursor.invalid("expected an IP address", value);
  },
  username: name,
  name,
  geo: bag(4096, 3),
  segment: name,
  sentry_user: name,
  data: bag(2048, 5),
});

/** Members of the user's own are kept in `data`. An empty user is absent. */
export const user: Reader<User> = (value, cursor) => {
  if (!isObject(value)) return cursor.invalid("expected an object", value);
  const extra: [string, Json][] = [];
  const out = shape.members(value, cursor, (key, member) => extra.push([key, member]));
  for (const key of ["id", "email", "username", "name", "segment", "sentry_user"] as const) if (out[key] === "") delete out[key];
  if (extra.length > 0) {
    cursor.enter("data");
    const data = trim({ ...out.data, ...Object.fromEntries(extra) }, 2048, 5, cursor);
    cursor.leave();
    if (isObject(data)) out.data = data;
  }
  return Object.keys(out).length === 0 ? undefined : out;
};
