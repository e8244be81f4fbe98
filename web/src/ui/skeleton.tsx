import "./skeleton.css";

/** Quiet placeholder bars while a part loads. Appears only after 150 ms, so quick answers don't flash. */
export function Skeleton({ lines = 3, height = 14, label = "Loading" }: { readonly lines?: number; readonly height?: number; readonly label?: string }) {
  return (
    <output className="skeleton" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        // eslint-disable-next-line react/no-array-index-key -- placeholders have no identity
        <span key={index} style={{ height, width: `${92 - ((index * 29) % 48)}%` }} />
      ))}
    </output>
  );
}
