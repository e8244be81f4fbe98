import { hash } from "node:crypto";
import { publicDsn } from "../projects/dsn.ts";
import type { ProjectKey } from "../stores/state/model.ts";
import type { EmbedContext } from "./embed-context.ts";
import { scriptJson } from "./script-json.ts";

const headers = {
  "content-type": "text/javascript; charset=utf-8",
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  // Short, so that a change of options or a key that was taken back arrives.
  "cache-control": "public, max-age=300, stale-while-revalidate=3600",
} as const;

const nothing = "/* This key does not exist or is switched off: nothing is loaded. */\n";

/**
 * The script that a page includes instead of an SDK (`protocol.md` §2.8): it keeps what happens until the SDK is there, and
 * loads that with the first error. A key that is unknown or switched off gets a script that does nothing: the page of
 * somebody else must not break.
 */
export async function serveLoader({ state, publicUrl }: Pick<EmbedContext, "state" | "publicUrl">, file: string, known: string | undefined): Promise<Response> {
  const publicKey = /^([0-9a-f]{32})(?:\.min)?\.js$/i.exec(file)?.[1];
  const access = publicKey === undefined ? undefined : await state.keyAccess(publicKey);
  const isOpen = access !== undefined && access.key.isActive && access.projectStatus === "active";
  const text = isOpen ? loaderScript(access.key, publicUrl()) : nothing;
  const etag = `"${hash("sha256", text, "hex").slice(0, 32)}"`;
  if (known?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) === true)
    return new Response(null, { status: 304, headers: { ...headers, etag } });
  return new Response(text, { headers: { ...headers, etag } });
}

function loaderScript(key: ProjectKey, publicUrl: string): string {
  const { hasPerformance, hasReplay, hasDebug, hasLogsAndMetrics } = key.loader;
  const config = {
    dsn: publicDsn(key, publicUrl),
    ...(hasDebug && { debug: true }),
    ...(hasPerformance && { tracesSampleRate: 1 }),
    ...(hasReplay && { replaysSessionSampleRate: 0.1, replaysOnErrorSampleRate: 1 }),
    ...(hasLogsAndMetrics && { enableLogs: true }),
  };
  // Tracing has to see the page load: waiting for the first error would miss it.
  const settings = { config, bundle: `${publicUrl}/js-sdk/vedette.min.js`, eager: hasPerformance || hasReplay, tracing: hasPerformance };
  return `(${program})(${scriptJson(settings)});\n`;
}

/**
 * `window.Sentry` until the SDK comes: every call is kept and made later. Plain text, since it must not go through the
 * server's compiler: browsers of somebody else's visitors run it.
 */
const program = `function (settings) {
  var queue = [];
  var waiting = [];
  var state = "idle";
  var inited = false;
  var lazy = !settings.eager;
  var own = document.currentScript;
  if (own && own.getAttribute("data-lazy") === "no") lazy = false;
  function keep(entry) {
    if (state !== "failed" && queue.length < 100) queue.push(entry);
  }
  function onErrorEvent(event) {
    // Scripts of other origins tell nothing but the message, and resources that failed to load not even that.
    if (!event.error && !event.message) return;
    keep({ type: "onerror", value: event.error || new Error(event.message), data: event });
    load();
  }
  function onRejection(event) {
    keep({ type: "onunhandledrejection", value: "reason" in event ? event.reason : event.detail && event.detail.reason, data: event });
    load();
  }
  function load() {
    if (state !== "idle") return;
    state = "loading";
    var script = document.createElement("script");
    script.src = settings.bundle;
    script.async = true;
    script.crossOrigin = "anonymous";
    // A page with a content security policy trusts this script by its nonce.
    if (own && own.nonce) script.nonce = own.nonce;
    script.addEventListener("load", ready);
    script.addEventListener("error", function () {
      state = "failed";
      queue = [];
      unlisten();
    });
    (document.head || document.documentElement).appendChild(script);
  }
  function unlisten() {
    window.removeEventListener("error", onErrorEvent);
    window.removeEventListener("unhandledrejection", onRejection);
  }
  function ready() {
    var sdk = window.VedetteBrowser;
    if (!sdk) return;
    state = "loaded";
    unlisten();
    var init = sdk.init;
    var api = Object.assign({}, sdk, {
      init: function (options) {
        inited = true;
        var given = (options && options.integrations) || [];
        var integrations = given;
        if (settings.tracing) {
          var tracing = sdk.browserTracingIntegration();
          integrations = typeof given === "function" ? function (defaults) { return given(defaults.concat(tracing)); } : given.concat(tracing);
        }
        return init(Object.assign({}, settings.config, options, { integrations: integrations }));
      },
      onLoad: function (callback) { callback(); },
      forceLoad: function () {},
      configureScope: function (callback) { callback(sdk.getCurrentScope()); },
    });
    window.Sentry = api;
    if (typeof window.sentryOnLoad === "function") attempt(window.sentryOnLoad);
    waiting.forEach(attempt);
    if (!inited) api.init();
    queue.forEach(function (entry) {
      attempt(function () {
        if (entry.name) return api[entry.name].apply(api, entry.args);
        return api.captureException(entry.value, { data: entry.data, mechanism: { type: entry.type, handled: false } });
      });
    });
    queue = [];
  }
  function attempt(work) {
    try {
      work();
    } catch (error) {
      setTimeout(function () { throw error; });
    }
  }
  var stub = {
    onLoad: function (callback) {
      waiting.push(callback);
      if (state === "loaded") attempt(callback);
    },
    forceLoad: load,
  };
  ["init", "addBreadcrumb", "captureException", "captureMessage", "captureEvent", "captureFeedback", "setUser", "setTag", "setTags", "setExtra", "setContext", "withScope", "configureScope", "showReportDialog"].forEach(function (name) {
    stub[name] = function () {
      if (name === "init") {
        var options = arguments[0];
        waiting.unshift(function () { window.Sentry.init(options); });
        return;
      }
      var args = arguments;
      // When it happened, not when it was told.
      if (name === "addBreadcrumb" && args[0] && typeof args[0] === "object") args = [Object.assign({ timestamp: Date.now() / 1000 }, args[0]), args[1]];
      keep({ name: name, args: args });
      if (/^capture|^show/.test(name)) load();
    };
  });
  if (window.Sentry && window.Sentry.onLoad === undefined && window.Sentry.init) return;
  window.Sentry = stub;
  window.addEventListener("error", onErrorEvent);
  window.addEventListener("unhandledrejection", onRejection);
  if (!lazy) setTimeout(load);
}`;
