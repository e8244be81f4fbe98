import { readFileSync, statSync } from "node:fs";
import { Reader, type CityResponse } from "mmdb-lib";

/** As `processing/geo` wants it; a name that the database lacks is absent. */
interface Place {
  readonly country_code?: string;
  readonly city?: string;
  readonly subdivision?: string;
  readonly region?: string;
}

export interface GeoDatabase {
  lookUp(address: string): Place | undefined;
  close(): void;
}

const lookMs = 10_000;
const remembered = 5000;

/**
 * Opens a database in MaxMind's format: GeoLite2 or DB-IP, City or Country. Throws when it cannot be read. A newer file in its
 * place is taken within seconds; while that one cannot be read the former stays in use.
 */
export function openGeoDatabase(file: string, onWarning: (message: string) => void, everyMs = lookMs): GeoDatabase {
  let version = versionOf(file);
  let reader = open(file);
  let known = new Map<string, Place | undefined>();

  function look(): void {
    try {
      const found = versionOf(file);
      if (found === version) return;
      version = found;
      reader = open(file);
      known = new Map();
    } catch (error) {
      onWarning(`The geo database ${file} cannot be read; the former one stays in use. ${String(error)}`);
    }
  }

  const timer = setInterval(look, everyMs).unref();
  return {
    close: () => clearInterval(timer),
    lookUp(address) {
      if (known.has(address)) return known.get(address);
      if (known.size >= remembered) known = new Map();
      const place = find(reader, address);
      known.set(address, place);
      return place;
    },
  };
}

function open(file: string): Reader<CityResponse> {
  const bytes = readFileSync(file);
  try {
    return new Reader<CityResponse>(bytes);
  } catch (cause) {
    throw new Error(`${file} is no database in MaxMind's format`, { cause });
  }
}

function find(reader: Reader<CityResponse>, address: string): Place | undefined {
  try {
    const found = reader.get(address);
    return found === null ? undefined : placeOf(found);
  } catch {
    // No address, or one of IPv6 in a database that has none.
    return undefined;
  }
}

/** Databases of others than MaxMind lack members that the types promise. */
function placeOf(found: Partial<CityResponse>): Place | undefined {
  const { country, city, subdivisions } = found;
  const place = {
    ...(country?.iso_code !== undefined && { country_code: country.iso_code }),
    ...(city?.names?.en !== undefined && { city: city.names.en }),
    ...(subdivisions?.[0]?.names?.en !== undefined && { subdivision: subdivisions[0].names.en }),
    ...(country?.names?.en !== undefined && { region: country.names.en }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}

function versionOf(file: string): string {
  const { mtimeMs, size, ino } = statSync(file);
  return `${mtimeMs} ${size} ${ino}`;
}
