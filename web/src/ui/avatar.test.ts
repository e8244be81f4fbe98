import { expect, test } from "vitest";

import { initials } from "./avatar.tsx";

test.each([
  ["Jane Kent", "JK"],
  ["jo.van.der.berg@example.com", "JB"],
  ["admin@localhost", "AD"],
  ["👩‍👩‍👧‍👦 Family", "👩‍👩‍👧‍👦F"],
  ["", "?"],
])("%s becomes %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
