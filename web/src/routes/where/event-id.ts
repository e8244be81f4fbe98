/** The 32 hexadecimal digits of an event id as people paste it: with dashes, blanks around it, or in capitals. */
export function eventIdOf(text: string): string | undefined {
  const id = text.trim().replaceAll("-", "").toLowerCase();
  return /^[0-9a-f]{32}$/u.test(id) ? id : undefined;
}
