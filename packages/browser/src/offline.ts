export { offlineSpool, type OfflineSpoolOptions } from "./offline/offline-spool.ts";
