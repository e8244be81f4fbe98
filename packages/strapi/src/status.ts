import { statusOfError } from "@vedette/node";

/** How Strapi's error middleware answers its own errors; any other `ApplicationError` becomes 400. */
const statuses: Readonly<Record<string, number>> = {
  UnauthorizedError: 401,
  ForbiddenError: 403,
  NotFoundError: 404,
  PayloadTooLargeError: 413,
  RateLimitError: 429,
  NotImplementedError: 501,
};

/**
 * The status with which Strapi answers an error. Its classes are known by name: an application may have several copies of
 * `@strapi/utils`, and their instances are not each other's.
 */
export function statusOfStrapiError(error: unknown): number {
  const names = classNames(error);
  if (!names.includes("ApplicationError")) return statusOfError(error);
  return names.map((name) => statuses[name]).find((status) => status !== undefined) ?? 400;
}

function classNames(error: unknown): readonly string[] {
  const names: string[] = [];
  for (let prototype: unknown = error; typeof prototype === "object" && prototype !== null; prototype = Reflect.getPrototypeOf(prototype)) {
    const maker: unknown = Reflect.get(prototype, "constructor");
    if (typeof maker === "function") names.push(maker.name);
  }
  return names;
}
