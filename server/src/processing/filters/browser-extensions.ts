import type { Frame } from "../normalize/event.ts";
import type { MakeFilter } from "./filter-reason.ts";

const texts = [
  "top.GLOBALS",
  "originalCreateNotification",
  "canvas.contentDocument",
  "MyApp_RemoveAllHighlights",
  "http://tt.epicplay.com",
  "Can't find variable: ZiteReader",
  "jigsaw is not defined",
  "ComboSearch is not defined",
  "http://loading.retry.widdit.com/",
  "atomicFindClose",
  "fb_xd_fragment",
  "bmi_SafeAddOnload",
  "EBCallBackMessageReceived",
  "_gCrWeb",
  "conduitPage",
  "null is not an object (evaluating 'elt.parentNode')",
  "plugin.setSuspendState is not a function",
  "Extension context invalidated",
  "webkit-masked-url:",
  "can't access dead object",
].map((text) => text.toLowerCase());

const sources = [
  "graph.facebook.com",
  "connect.facebook.net",
  "eatdifferent.com.woopra-ns.com",
  "static.woopra.com/js/woopra.js",
  "webkit-masked-url",
  "127.0.0.1:4001/isrunning",
  "webappstoolbarba.texthelp.com/",
  "metrics.itunes.apple.com.edgesuite.net/",
  "kaspersky-labs.com",
];
const schemes = ["chrome://", "chrome-extension://", "moz-extension://", "safari-extension://", "safari-web-extension://"];

/** Errors of what people have installed in their browsers: looked for in the first exception (`protocol.md` §13). */
export const browserExtensions: MakeFilter = ({ browserExtensions: active }) => {
  if (!active) return undefined;
  return ({ exceptions }) => {
    const [first] = exceptions ?? [];
    if (first === undefined || first === null) return false;
    const value = first.value?.toLowerCase();
    if (value !== undefined && texts.some((text) => value.includes(text))) return true;
    const source = lastFrame(first.stacktrace?.frames)?.abs_path?.toLowerCase();
    return source !== undefined && (sources.some((text) => source.includes(text)) || schemes.some((scheme) => source.startsWith(scheme)));
  };
};

const nowhere = new Set(["<anonymous>", "[native code]"]);

function lastFrame(frames: readonly (Frame | null)[] | undefined): Frame | null | undefined {
  return frames?.findLast((frame) => !nowhere.has(frame?.abs_path ?? frame?.filename ?? ""));
}
