/** Parts of the column `geo` of events. */
export const geoColumns = {
  geoCountryCode: "geo ->> 'country_code'",
  geoCity: "geo ->> 'city'",
  geoRegion: "geo ->> 'region'",
  geoSubdivision: "geo ->> 'subdivision'",
} as const;
