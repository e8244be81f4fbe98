/** A message with its template and parameters kept apart, made by `fmt`. */
export class ParameterizedString extends String {
  readonly template: string;
  readonly parameters: readonly unknown[];

  constructor(template: string, parameters: readonly unknown[], text: string) {
    super(text);
    this.template = template;
    this.parameters = parameters;
  }
}

/** Template tag: ``logger.info(fmt`user ${name} paid`)``. The server groups by the template and can search the parameters. */
export function fmt(strings: TemplateStringsArray, ...values: readonly unknown[]): ParameterizedString {
  const text = strings.reduce((sum, part, index) => sum + part + (index < values.length ? String(values[index]) : ""), "");
  return new ParameterizedString(strings.map((part) => part.replaceAll("%", "%%")).join("%s"), values, text);
}
