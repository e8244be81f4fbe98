import * as SDK from "@vedette/react";
import { useState, type ReactElement } from "react";
import { createRoot } from "react-dom/client";

interface Product {
  readonly price: number;
}

const Price = ({ product }: { readonly product: Product }): ReactElement => <b>{product.price.toFixed(2)}</b>;
const CartLine = ({ product }: { readonly product: Product }): ReactElement => (
  <li>
    <Price product={product} />
  </li>
);
const missing: { product: Product } = JSON.parse("{}");

function Shop({ onMend }: { readonly onMend?: () => void }): ReactElement {
  const [broken, setBroken] = useState(false);
  return (
    <main>
      <button id="fail" onClick={() => setBroken(true)}>
        Break
      </button>
      <button id="mend" onClick={onMend}>
        Mend
      </button>
      <ul>
        <CartLine product={broken ? missing.product : { price: 9.95 }} />
      </ul>
    </main>
  );
}

const root = (): Element => document.querySelector("#root") ?? document.body;
const note = (name: string, value: unknown): void => {
  document.body.dataset[name] = JSON.stringify(value);
};
const appears = async (selector: string): Promise<void> => {
  while (!document.querySelector(selector)) await new Promise(requestAnimationFrame);
};
const init = (): void => {
  SDK.init({ dsn: window.__conf.dsn, release: "storefront-react@1.0.0", environment: "staging", autoSessionTracking: false });
};

const sayWhatBroke = ({ error, eventId }: SDK.FallbackProps): ReactElement => (
  <p id="broke">
    {String(error)} {eventId}
  </p>
);

/** The key of the boundary changes from outside. */
function Keyed(): ReactElement {
  const [key, setKey] = useState(0);
  return (
    <>
      <button id="next" onClick={() => setKey(key + 1)}>
        Next
      </button>
      <SDK.ErrorBoundary
        resetKeys={[key]}
        fallback={sayWhatBroke}
        beforeCapture={(scope) => scope.setTag("boundary", "shop")}
        onError={(_error, stack, eventId) => note("onError", { stack, eventId })}
        onReset={() => note("onReset", true)}
      >
        <Shop />
      </SDK.ErrorBoundary>
    </>
  );
}

export const scenarios: Record<string, () => Promise<void>> = {
  async "error-boundary"() {
    init();
    createRoot(root()).render(<Keyed />);
    await appears("#fail");
    await window.__click("#fail");
    await appears("#broke");
    note("fallback", document.querySelector("#broke")?.textContent);
    await window.__click("#next");
    await appears("#fail");
  },
  async "root-error-handlers"() {
    init();
    const handlers = { onUncaughtError: SDK.reactErrorHandler(), onCaughtError: SDK.reactErrorHandler(), onRecoverableError: SDK.reactErrorHandler() };
    createRoot(root(), handlers).render(<Shop />);
    await appears("#fail");
    await window.__click("#fail");
  },
  async "frozen-error"() {
    init();
    const Frozen = (): ReactElement => {
      throw Object.freeze(new RangeError("cannot be changed", { cause: new Error("the reason") }));
    };
    const Bounded = SDK.withErrorBoundary(Frozen, {
      fallback: <p id="broke">broke</p>,
      beforeCapture: () => {
        throw new Error("beforeCapture of the page");
      },
    });
    createRoot(root()).render(<Bounded />);
    await appears("#broke");
  },
};

const name = new URLSearchParams(location.search).get("s") ?? "";
try {
  await scenarios[name]?.();
  await SDK.flush(30_000);
} catch (error) {
  window.__failed = error instanceof Error ? String(error.stack) : String(error);
}
window.__done = true;
