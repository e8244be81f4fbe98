import type { ProjectKey } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import { fail } from "../errors.ts";

export async function findKey(state: Pick<StateReader, "projectKeys">, projectId: number, publicKey: string): Promise<ProjectKey> {
  const key = (await state.projectKeys(projectId)).find((key) => key.publicKey === publicKey);
  if (key === undefined) throw fail("notFound");
  return key;
}
