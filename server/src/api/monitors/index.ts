import { listMonitorCheckIns, listProjectMonitorCheckIns, showMonitorsStats, showMonitorStats, showProjectMonitorStats } from "./check-ins.ts";
import { createMonitor, listMonitors } from "./collection.ts";
import {
  deleteMonitor,
  deleteMonitorEnvironment,
  deleteProjectMonitor,
  showMonitor,
  showProjectMonitor,
  updateMonitor,
  updateMonitorEnvironment,
  updateProjectMonitor,
} from "./single.ts";

export const monitorEndpoints = {
  listMonitors,
  createMonitor,
  showMonitor,
  updateMonitor,
  deleteMonitor,
  listMonitorCheckIns,
  showMonitorStats,
  showMonitorsStats,
  showProjectMonitor,
  updateProjectMonitor,
  deleteProjectMonitor,
  listProjectMonitorCheckIns,
  showProjectMonitorStats,
  updateMonitorEnvironment,
  deleteMonitorEnvironment,
};
