import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * The value of the newest rendering, for listeners that are set up once. Kept together with what is drawn, not after it: a key that is pressed
 * as soon as rows are seen acts on them.
 */
export function useNewest<Value>(value: Value): Readonly<RefObject<Value>> {
  const newest = useRef(value);
  useLayoutEffect(() => {
    newest.current = value;
  });
  return newest;
}
