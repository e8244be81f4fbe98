/** An option of `init` has a value that cannot work. */
export class InvalidOptionError extends TypeError {
  override readonly name: string = "InvalidOptionError";
  readonly option: string;

  /** `shown`: the value, as it may be printed. */
  constructor(option: string, shown: string, allowed: string) {
    super(`option ${option} is ${shown}; ${allowed}`);
    this.option = option;
  }
}

/** The DSN is no DSN. The text may hold a key and is shown without it. */
export class InvalidDsnError extends InvalidOptionError {
  override readonly name: string = "InvalidDsnError";

  constructor(dsn: string) {
    super("dsn", JSON.stringify(dsn.slice(0, 200).replace(/\/\/[^@/]*@/, "//***@")), "it must look like https://<public key>@<host>/<project id>");
  }
}
