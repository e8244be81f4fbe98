import "./new-rows.css";

/** How many rows wait until the reader lets them in. */
export function NewRows({ waiting, isMore = false, onShow }: { readonly waiting: number; readonly isMore?: boolean; readonly onShow: () => void }) {
  if (waiting === 0) return null;
  return (
    <button
      type="button"
      className="new-rows"
      onClick={() => {
        onShow();
        window.scrollTo({ top: 0 });
      }}
    >
      {waiting}
      {isMore ? " or more" : ""} new
    </button>
  );
}
