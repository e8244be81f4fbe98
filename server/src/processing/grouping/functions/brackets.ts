const pairs = new Map([
  ["(", ")"],
  ["{", "}"],
  ["[", "]"],
  ["<", ">"],
]);

/** Replaces what is enclosed by outermost `open` and `close`. What is never closed is lost with all that follows. */
export function replaceEnclosed(text: string, open: string, close: string, replace: (inner: string, start: number) => string): string {
  const first = text.indexOf(open);
  if (first < 0) return text;
  let depth = 0;
  let out = "";
  let start = 0;
  let kept = 0;
  const [opening, closing] = [open.charCodeAt(0), close.charCodeAt(0)];
  for (let i = text.includes(close) ? 0 : first; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === opening) {
      if (depth === 0) {
        out += text.slice(kept, i);
        start = i;
      }
      depth++;
    } else if (code === closing) {
      if (depth === 0) return replaceOneByOne(text, open, close, replace);
      depth--;
      if (depth === 0) {
        out += replace(text.slice(start + 1, i), start);
        kept = i + 1;
      }
    }
  }
  return depth === 0 ? out + text.slice(kept) : out;
}

/** For text with a `close` that nothing opened: it counts against the next `open`, and what lies between is lost. */
function replaceOneByOne(text: string, open: string, close: string, replace: (inner: string, start: number) => string): string {
  let depth = 0;
  let start = 0;
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === open) {
      if (depth === 0) start = i;
      depth++;
    } else if (char === close) {
      depth--;
      if (depth === 0) out += replace(text.slice(start + 1, i), start);
    } else if (depth === 0) out += char;
  }
  return out;
}

/** Splits at spaces that are in no brackets of any kind. */
export function splitOutsideBrackets(text: string): readonly string[] {
  if (!space.test(text)) return lone(text);
  const tokens: string[] = [];
  const closing: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    const close = pairs.get(char);
    if (close !== undefined) closing.push(close);
    else if (closing.length > 0 && char === closing.at(-1)) closing.pop();
    else if (closing.length === 0 && space.test(char)) {
      if (i > start) tokens.push(text.slice(start, i));
      start = i + 1;
    }
  }
  // What follows a bracket that is never closed is no part of any name.
  const end = closing.length === 0 ? text.length : lastBalanced(text, start);
  if (end > start) tokens.push(text.slice(start, end));
  return tokens;
}

const space = /\s/;
const bracket = /[({[<]/;

function lone(text: string): readonly string[] {
  if (text === "") return [];
  if (!bracket.test(text)) return [text];
  const end = lastBalanced(text, 0);
  return end > 0 ? [text.slice(0, end)] : [];
}

function lastBalanced(text: string, start: number): number {
  const closing: string[] = [];
  let end = start;
  for (let i = start; i < text.length; i++) {
    const char = text[i] ?? "";
    const close = pairs.get(char);
    if (close !== undefined) closing.push(close);
    else if (closing.length > 0 && char === closing.at(-1)) closing.pop();
    if (closing.length === 0) end = i + 1;
  }
  return end;
}
