import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { openGeoDatabase } from "./geo-database.ts";
import { geoDatabase } from "./geo-kit.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-geo-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const vienna = {
  city: { names: { en: "Vienna", de: "Wien" } },
  country: { iso_code: "AT", names: { en: "Austria" } },
  subdivisions: [{ names: { en: "Vienna State" } }, { names: { en: "No" } }],
};
const database = (networks: object) => geoDatabase({ ...networks });

test("knows city, first subdivision and country of an address, and nothing of others", () => {
  const file = path.join(folder, "city.mmdb");
  fs.writeFileSync(file, database({ "203.0.113.0/24": vienna, "198.51.100.7/32": { country: { iso_code: "US" } } }));
  const geo = openGeoDatabase(file, () => undefined);
  expect(geo.lookUp("203.0.113.9")).toEqual({ country_code: "AT", city: "Vienna", subdivision: "Vienna State", region: "Austria" });
  expect(geo.lookUp("203.0.113.9")).toEqual(geo.lookUp("203.0.113.10"));
  expect(geo.lookUp("198.51.100.7")).toEqual({ country_code: "US" });
  for (const unknown of ["198.51.100.8", "127.0.0.1", "2001:db8::1", "nonsense", ""]) expect(geo.lookUp(unknown)).toBeUndefined();
  geo.close();
});

test("takes a newer file, and stays with the former one while that cannot be read", async () => {
  const file = path.join(folder, "moving.mmdb");
  fs.writeFileSync(file, database({ "203.0.113.0/24": vienna }));
  const warnings: string[] = [];
  const geo = openGeoDatabase(file, (message) => warnings.push(message), 5);
  expect(geo.lookUp("203.0.113.9")?.country_code).toBe("AT");
  fs.writeFileSync(file, "not a database");
  await vi.waitFor(() => expect(warnings.join()).toContain("moving.mmdb"));
  expect(geo.lookUp("203.0.113.9")?.country_code).toBe("AT");
  fs.writeFileSync(file, database({ "203.0.113.0/24": { country: { iso_code: "DE" } } }));
  await vi.waitFor(() => expect(geo.lookUp("203.0.113.9")).toEqual({ country_code: "DE" }));
  geo.close();
});

test("a file that is no database is refused at once", () => {
  const file = path.join(folder, "bad.mmdb");
  expect(() => openGeoDatabase(file, () => undefined)).toThrow("ENOENT");
  fs.writeFileSync(file, "nothing of the kind");
  expect(() => openGeoDatabase(file, () => undefined)).toThrow(file);
});
