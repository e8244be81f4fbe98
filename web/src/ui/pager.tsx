import "./pager.css";

import { Button } from "./button.tsx";

interface PagerProps {
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

/** The two ways on from a page of a list; nothing where it is the only one. */
export function Pager({ hasPrevious, hasNext, onPrevious, onNext }: PagerProps) {
  if (!hasPrevious && !hasNext) return null;
  return (
    <nav className="pager" aria-label="Pages">
      <Button size="small" disabled={!hasPrevious} onClick={onPrevious}>
        Previous
      </Button>
      <Button size="small" disabled={!hasNext} onClick={onNext}>
        Next
      </Button>
    </nav>
  );
}
