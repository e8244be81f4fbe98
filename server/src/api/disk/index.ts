import { setDiskBudget, showDisk } from "./disk.ts";

export const diskEndpoints = { showDisk, setDiskBudget };
