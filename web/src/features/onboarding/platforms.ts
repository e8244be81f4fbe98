import { goPlatforms, rustPlatforms } from "./snippets/go-rust.ts";
import { javascriptPlatforms, nodePlatforms } from "./snippets/javascript.ts";
import { applePlatforms, jvmPlatforms } from "./snippets/jvm.ts";
import { otherPlatforms } from "./snippets/other.ts";
import { pythonPlatforms } from "./snippets/python.ts";
import { scriptingPlatforms } from "./snippets/scripting.ts";
import type { Platform } from "./snippets/snippet.ts";

/** All platforms of the picker, in its order. A new one is an entry in a family's list. */
export const platforms: readonly Platform[] = [
  ...javascriptPlatforms,
  ...nodePlatforms,
  ...pythonPlatforms,
  ...goPlatforms,
  ...rustPlatforms,
  ...jvmPlatforms,
  ...applePlatforms,
  ...scriptingPlatforms,
  ...otherPlatforms,
];

const other = otherPlatforms[0];

/** The platform of a project; `node-koa` falls back to `node`, the unknown to "other". */
export function platformOf(slug: string | null): Platform | undefined {
  const family = slug?.split("-")[0];
  return platforms.find((platform) => platform.slug === slug) ?? platforms.find((platform) => platform.slug === family) ?? other;
}

export function searchPlatforms(search: string): readonly Platform[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return platforms.filter((platform) => words.every((word) => `${platform.name} ${platform.slug} ${platform.words ?? ""}`.toLowerCase().includes(word)));
}
