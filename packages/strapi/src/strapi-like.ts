import type { KoaContextLike } from "@vedette/node/koa";

/** The parts of Strapi 5 that are used here. Its own types are half a gigabyte of packages. */
export interface StrapiLike {
  readonly config: { get(path: string, fallback?: unknown): unknown; set(path: string, value: unknown): unknown };
  readonly log: { info(message: string): unknown; warn(message: string): unknown };
  readonly server: { use(middleware: (context: StrapiContext, next: () => Promise<unknown>) => Promise<unknown>): unknown };
  readonly documents: { use(middleware: (context: DocumentContext, next: () => Promise<unknown>) => unknown): unknown };
  readonly cron: { add(tasks?: unknown): unknown };
  /** Undefined as long as there is none. */
  service(uid: string): unknown;
  readonly db: { readonly connection?: unknown };
}

/** Koa's context as Strapi fills it. */
export interface StrapiContext extends KoaContextLike {
  readonly method: string;
  readonly state: { readonly user?: unknown };
}

/** One call of the document service. */
interface DocumentContext {
  /** Such as `api::article.article`. */
  readonly uid: string;
  /** Such as `findMany`. */
  readonly action: string;
}

export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
