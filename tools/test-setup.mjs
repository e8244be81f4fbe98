// Before the first test that starts a program: the server and its pages, so that no two servers build at the same time.
import { ensureBuilt, useInstalled } from "./prepare.mjs";

export default async function setUp() {
  useInstalled();
  await ensureBuilt();
}
