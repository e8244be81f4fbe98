import { dirname, join, resolve } from "node:path";
import { fs } from "./built-in.ts";

/**
 * Names under which hosts and CI systems tell the version of what runs, first match wins: those that sentry-go, sentry-python and `@sentry/node`
 * know. Names that might mean something else come last.
 */
const RELEASE_NAMES = [
  "SENTRY_RELEASE", "HEROKU_BUILD_COMMIT", "HEROKU_SLUG_COMMIT", "HEROKU_TEST_RUN_COMMIT_VERSION", "GAE_DEPLOYMENT_ID", "K_REVISION", "GITHUB_SHA",
  "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_BUILD_REF", "CI_COMMIT_SHA", "BITBUCKET_COMMIT", "APPVEYOR_PULL_REQUEST_HEAD_COMMIT", "APPVEYOR_REPO_COMMIT",
  "CODEBUILD_RESOLVED_SOURCE_VERSION", "AWS_COMMIT_ID", "BUILD_SOURCEVERSION", "GIT_CLONE_COMMIT_HASH", "BUDDY_EXECUTION_REVISION", "BUILDKITE_COMMIT",
  "CIRCLE_SHA1", "CIRRUS_CHANGE_IN_REPO", "CF_REVISION", "CM_COMMIT", "CF_PAGES_COMMIT_SHA", "DRONE_COMMIT_SHA", "FC_GIT_COMMIT_SHA", "RAILWAY_GIT_COMMIT_SHA",
  "RENDER_GIT_COMMIT", "SEMAPHORE_GIT_SHA", "TRAVIS_PULL_REQUEST_SHA", "VERCEL_GIT_COMMIT_SHA", "VERCEL_GITHUB_COMMIT_SHA", "VERCEL_GITLAB_COMMIT_SHA",
  "VERCEL_BITBUCKET_COMMIT_SHA", "ZEIT_GITHUB_COMMIT_SHA", "ZEIT_GITLAB_COMMIT_SHA", "ZEIT_BITBUCKET_COMMIT_SHA", "CI_COMMIT_ID", "SOURCE_COMMIT",
  "SOURCE_VERSION", "GIT_COMMIT", "COMMIT_REF", "BUILD_VCS_NUMBER", "COMMIT_SHA", "COMMIT_TAG",
]; // prettier-ignore

/** From the environment, else the checked-out commit, else name and version of the nearest package.json. Starts no process. */
export function detectRelease(environment: NodeJS.ProcessEnv, folder: string): string | undefined {
  for (const name of RELEASE_NAMES) {
    const value = environment[name]?.trim();
    // `RENDER_GIT_COMMIT=RENDER_GIT_COMMIT` is a build that failed to fill it in.
    if (value && value !== name) return value;
  }
  return upward(folder, commitIn) ?? upward(folder, packageIn);
}

function upward(folder: string, look: (folder: string) => string | undefined): string | undefined {
  for (let at = folder, depth = 0; depth < 20; at = dirname(at), depth++) {
    const found = look(at);
    if (found !== undefined) return found;
    if (dirname(at) === at) return undefined;
  }
  return undefined;
}

function read(file: string): string | undefined {
  try {
    return fs().readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** The commit of HEAD, read from files: a git process would cost more than the rest of `init`. */
function commitIn(folder: string): string | undefined {
  const git = join(folder, ".git");
  if (!fs().existsSync(git)) return undefined;
  // A work tree or submodule has a file that names the real folder.
  const pointer = /^gitdir: (.+)$/.exec(read(git) ?? "")?.[1];
  const base = pointer === undefined ? git : resolve(folder, pointer);
  const head = read(join(base, "HEAD"));
  const reference = head === undefined ? undefined : /^ref: (.+)$/.exec(head)?.[1];
  if (reference === undefined) return isCommit(head) ? head : undefined;
  const shared = resolve(base, read(join(base, "commondir")) ?? ".");
  const loose = read(join(base, reference)) ?? read(join(shared, reference));
  const packed =
    loose ??
    read(join(shared, "packed-refs"))
      ?.split("\n")
      .find((line) => line.endsWith(` ${reference}`))
      ?.slice(0, 40);
  return isCommit(packed) ? packed : undefined;
}

const isCommit = (text: string | undefined): text is string => text !== undefined && /^[0-9a-f]{40,64}$/.test(text);

function packageIn(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(read(join(folder, "package.json")) ?? "null");
    if (typeof manifest !== "object" || manifest === null || !("name" in manifest) || !("version" in manifest)) return undefined;
    return typeof manifest.name === "string" && typeof manifest.version === "string" ? `${manifest.name}@${manifest.version}` : undefined;
  } catch {
    return undefined;
  }
}
