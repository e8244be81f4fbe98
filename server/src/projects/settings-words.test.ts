import { expect, test } from "vitest";
import { organizationOptionsOf, readSettingWords } from "./settings-words.ts";

test("performance issues are set by the names of Sentry, and what was set before stays", () => {
  const words = ["slow_db_query_duration_threshold=800", "http_overhead_detection_enabled=off", "render_blocking_fcp_ratio=0.5", "localhost=true"];
  expect(readSettingWords(words, { performance: { n_plus_one_db_count: 9 } })).toEqual({
    options: {
      filters: { localhost: true },
      performance: { n_plus_one_db_count: 9, slow_db_query_duration_threshold: 800, http_overhead_detection_enabled: false, render_blocking_fcp_ratio: 0.5 },
    },
  });
});

test.each(["n_plus_one_db_count=1", "n_plus_one_db_count=many", "n_plus_one_db_count=", "http_overhead_detection_enabled=7", "unheard_of=1"])(
  "%s is refused",
  (word) => {
    expect(readSettingWords([word], {})).toMatchObject({ problem: expect.stringContaining(word.split("=", 1)[0] ?? "") });
  },
);

test("an organization cannot choose what its projects look for", () => {
  expect(organizationOptionsOf({ performance: {} })).toBeUndefined();
  expect(organizationOptionsOf({ dataScrubber: true })).toEqual({ dataScrubber: true });
});
