import { describePerformanceSettings, resetPerformanceSettings, showPerformanceSettings, updatePerformanceSettings } from "./configure.ts";

export const performanceIssueEndpoints = { showPerformanceSettings, updatePerformanceSettings, resetPerformanceSettings, describePerformanceSettings };
