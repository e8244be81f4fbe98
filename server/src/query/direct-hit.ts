/** `ecb1ab3f-0af8-4a3e-a6f8-4f3cd2e6b1a0`, with or without dashes: 32 lowercase hex, or undefined. */
export function eventIdIn(text: string): string | undefined {
  const bare = text.trim().replaceAll("-", "").toLowerCase();
  return /^[0-9a-f]{32}$/.test(bare) ? bare : undefined;
}
