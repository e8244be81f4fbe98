import { expect, test } from "vitest";
import { normalized } from "../normalize/normalize-kit.ts";
import { withGeo, withGeoAttributes, type GeoLookUp } from "./geo.ts";

const lookUp: GeoLookUp = (address) => (address === "203.0.113.9" ? { country_code: "AT", city: "Vienna" } : undefined);

test("the user's place is told by the address, unless the program told it", () => {
  expect(withGeo(normalized({ user: { ip_address: "203.0.113.9" } }), lookUp).user).toEqual({
    ip_address: "203.0.113.9",
    geo: { country_code: "AT", city: "Vienna" },
  });
  const told = normalized({ user: { ip_address: "203.0.113.9", geo: { city: "Graz" } } });
  expect(withGeo(told, lookUp)).toBe(told);
  const unknown = normalized({ user: { ip_address: "10.0.0.1" } });
  expect(withGeo(unknown, lookUp)).toBe(unknown);
});

test("spans and logs tell it as attributes", () => {
  expect(withGeoAttributes({ attributes: { "client.address": "203.0.113.9" } }, lookUp).attributes).toEqual({
    "client.address": "203.0.113.9",
    "user.geo.country_code": "AT",
    "user.geo.city": "Vienna",
  });
  const told = { attributes: { "client.address": "203.0.113.9", "user.geo.country_code": "DE" } };
  expect(withGeoAttributes(told, lookUp)).toBe(told);
});
