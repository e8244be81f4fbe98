import type { Platform } from "./snippet.ts";

/** A DSN is `<scheme>://<key>@<host>/<project>`. */
function storeUrl(dsn: string): { readonly url: string; readonly key: string } {
  const { protocol, host, username, pathname } = new URL(dsn);
  return { url: `${protocol}//${host}/api/${pathname.replaceAll("/", "")}/store/`, key: username };
}

export const otherPlatforms: readonly Platform[] = [
  {
    slug: "other",
    name: "Other (curl)",
    words: "http shell bash c c++ native anything",
    steps: (dsn) => {
      const { url, key } = storeUrl(dsn);
      return [
        { title: "Any Sentry SDK", code: `export SENTRY_DSN="${dsn}"`, file: "or the option dsn of its init" },
        {
          title: "Or by hand",
          code: `curl ${url} \\\n  -H 'X-Sentry-Auth: Sentry sentry_version=7, sentry_key=${key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"level": "error", "exception": {"values": [{"type": "FirstLight", "value": "sent by curl"}]}}'`,
        },
      ];
    },
  },
];
