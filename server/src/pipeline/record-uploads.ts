import { isPlaceholder, readPlaceholder } from "../items/attachment/placeholder.ts";
import type { IncomingItem, ItemContext } from "../items/define-item.ts";
import type { FindUpload, FoundUpload } from "../stores/uploads/port.ts";

/** What is read of a dump that was uploaded. The lists of threads and modules, and the stacks, come early in the dumps of all crash reporters. */
const maxDumpBytes = 64 * 1024 * 1024;

const noUploads: FindUpload = () => ({ problem: "this server takes no uploads" });

/** The uploads that the items of one record refer to. */
export class RecordUploads {
  readonly #found = new Map<string, ReturnType<FindUpload>>();

  /** By its address, looked for once. `onSpent` hears of each that is there: nothing else will refer to it. */
  readonly find: ItemContext["upload"];

  constructor(findUpload: FindUpload = noUploads, projectId: number, onSpent: (id: string) => void) {
    this.find = (location) => {
      const known = this.#found.get(location);
      if (known !== undefined) return known;
      const found = findUpload(projectId, location);
      this.#found.set(location, found);
      if ("id" in found) onSpent(found.id);
      return found;
    };
  }

  of(item: IncomingItem): FoundUpload | undefined {
    const reference = isPlaceholder(item) ? readPlaceholder(item) : { problem: "it is a file" };
    const found = "location" in reference ? this.find(reference.location) : reference;
    return "id" in found ? found : undefined;
  }

  /** Of an item that is a dump or refers to one. */
  dumpOf(item: IncomingItem): Uint8Array | undefined {
    return isPlaceholder(item) ? this.of(item)?.head(maxDumpBytes) : item.payload;
  }
}
