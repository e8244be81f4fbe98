import type { ProjectKey } from "../stores/state/model.ts";

/** `https://<key>@host/<project>` below the public URL. */
export function publicDsn(key: ProjectKey, publicUrl: string): string {
  const url = new URL(publicUrl);
  return `${url.protocol}//${key.publicKey}@${url.host}${url.pathname.replace(/\/$/, "")}/${key.projectId}`;
}

/** Every address that a key opens (`api.md` §1.6). */
export function dsnAddresses(key: ProjectKey, publicUrl: string) {
  const dsn = publicDsn(key, publicUrl);
  const api = `${publicUrl}/api/${key.projectId}`;
  const withKey = (name: string): string => `${api}/${name}/?sentry_key=${key.publicKey}`;
  return {
    public: dsn,
    secret: dsn.replace(`${key.publicKey}@`, `${key.publicKey}:${key.secretKey}@`),
    csp: withKey("csp-report"),
    security: withKey("security"),
    minidump: withKey("minidump"),
    nel: withKey("nel"),
    unreal: `${api}/unreal/${key.publicKey}/`,
    crons: `${api}/cron/___MONITOR_SLUG___/${key.publicKey}/`,
    cdn: `${publicUrl}/js-sdk-loader/${key.publicKey}.min.js`,
    playstation: withKey("playstation"),
    integration: `${api}/integration/`,
    otlp_traces: `${api}/integration/otlp/v1/traces`,
    otlp_logs: `${api}/integration/otlp/v1/logs`,
  };
}
