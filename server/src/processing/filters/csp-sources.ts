import type { MakeFilter } from "./filter-reason.ts";

/** Sources that no page asks for: a browser's own pages and what people have installed. */
const usual =
  "about about:* chrome://* chrome-extension://* chromeinvokeimmediate://* chromenull://* data:text/html,chromewebdata jar://* mbinit://* " +
  "moz-extension://* ms-browser-extension ms-browser-extension://* mxaddon-pkg://* resource://* safari-extension://* " +
  "safari-web-extension://* symres://* tmtbff://* webviewprogressproxy://*";
const defaults = usual.split(" ");

/** Reports about sources that the project does not want to hear of (`protocol.md` §13). */
export const cspSources: MakeFilter = ({ cspSources: own, cspDefaults }) => {
  const patterns = [...(cspDefaults ? defaults : []), ...own].map(compileSource);
  if (patterns.length === 0) return undefined;
  const listed = (uri: string | undefined): boolean => uri !== undefined && uri !== "" && patterns.some((test) => test(uri.toLowerCase()));
  return ({ csp }) => csp !== undefined && (listed(csp.sourceFile) || listed(csp.blockedUri));
};

const parts = /^(?:([a-z][a-z\d+.-]*|\*):\/\/)?([^/:?#]*|\[[^\]]*\])(?::(\d+|\*))?(?:[/?#].*)?$/s;

interface Source {
  readonly scheme: string | undefined;
  readonly host: string;
  readonly port: string | undefined;
}

/** `scheme://host:port`, each of which may be left out or be `*`; `*.example.com` holds for what is below it. Other text is compared as a whole. */
function compileSource(pattern: string): (uri: string) => boolean {
  const text = pattern.trim().toLowerCase();
  const wanted = split(text);
  if (wanted === undefined) return text.endsWith("*") ? (uri) => uri.startsWith(text.slice(0, -1)) : (uri) => uri === text;
  return (uri) => {
    if (uri === text) return true;
    const found = split(uri);
    if (found === undefined) return false;
    return fits(wanted.scheme, found.scheme) && hostFits(wanted.host, found.host) && fits(wanted.port, found.port);
  };
}

function split(text: string): Source | undefined {
  const [, scheme, host, port] = parts.exec(text) ?? [];
  return host === undefined ? undefined : { scheme, host, port };
}

function fits(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted === "*" || wanted === found;
}

function hostFits(wanted: string, found: string): boolean {
  return wanted === "*" || wanted === found || (wanted.startsWith("*.") && found.endsWith(wanted.slice(1)));
}
