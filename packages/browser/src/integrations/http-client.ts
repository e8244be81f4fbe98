import { type Integration } from "@vedette/core";
import { capture } from "../client/capture.ts";
import { watchRequests } from "./requests.ts";

export interface HttpClientOptions {
  /** Status codes, single or as ranges that include both ends. Default 500 to 599. */
  readonly statusCodes?: readonly (number | readonly [from: number, to: number])[] | undefined;
  /** Which requests: strings match a part of the URL. Default: all. */
  readonly targets?: readonly (string | RegExp)[] | undefined;
}

/** Reports requests that were answered with an error as errors of the page. */
export function httpClientIntegration({ statusCodes = [[500, 599]], targets }: HttpClientOptions = {}): Integration {
  const counts = (status: number): boolean =>
    statusCodes.some((codes) => (typeof codes === "number" ? codes === status : status >= codes[0] && status <= codes[1]));
  return {
    name: "HttpClient",
    start: () =>
      watchRequests(({ kind, method, url }) => {
        const { href } = new URL(url, location.href);
        if (targets && !targets.some((target) => (typeof target === "string" ? href.includes(target) : href.search(target) >= 0))) return undefined;
        // Here, because at the answer nothing of the caller is on the stack any more.
        const stack = new Error("request").stack ?? "";
        return {
          end(status) {
            if (!status || !counts(status)) return;
            const message = `${method} ${url} was answered with status ${status}`;
            const mechanism = { type: `http.client.${kind}`, handled: false };
            void capture({ mechanism }, {}, ({ platform }) => ({
              exception: { values: [{ type: "Error", value: message, mechanism, stacktrace: { frames: platform.parseStack(stack) } }] },
              request: { url: href, method },
              contexts: { response: { status_code: status } },
            }));
          },
        };
      }),
  };
}
