/** Decides whether a frame belongs to the application. The include list wins over everything else. */
export type InAppRule = (filename: string) => boolean;

export interface InAppOptions {
  readonly include?: readonly (string | RegExp)[] | undefined;
  readonly exclude?: readonly (string | RegExp)[] | undefined;
}

const LIBRARY =
  /(^node:|^internal\/|[\\/]node_modules[\\/]|^native$|^<anonymous>$|^\[native code\]$|^(chrome|moz|safari|safari-web|ms-browser)-extension:|^webkit-masked-url:)/;

export function createInAppRule({ include = [], exclude = [] }: InAppOptions): InAppRule {
  const matches = (filename: string) => (pattern: string | RegExp) => (typeof pattern === "string" ? filename.includes(pattern) : pattern.test(filename));
  return (filename) => {
    if (include.some(matches(filename))) return true;
    return !LIBRARY.test(filename) && !exclude.some(matches(filename));
  };
}
