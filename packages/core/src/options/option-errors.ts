/** An option of `init` has a value that cannot work. */
export class InvalidOptionError extends TypeError {
  override readonly name: string = "InvalidOptionError";
  readonly option: string;

  constructor(option: string, value: unknown, allowed: string) {
    super(`option ${option} is ${describe(value)}; ${allowed}`);
    this.option = option;
  }
}

/** The DSN is no DSN. The text may hold a key and is shown without it. */
export class InvalidDsnError extends InvalidOptionError {
  override readonly name: string = "InvalidDsnError";

  constructor(dsn: string) {
    super("dsn", dsn.replace(/\/\/[^@/]*@/, "//***@"), "it must look like https://<public key>@<host>/<project id>");
  }
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return String(value);
}
