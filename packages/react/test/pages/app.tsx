import { browserTracingIntegration } from "@vedette/browser/tracing";
import * as SDK from "@vedette/react";
import { StrictMode, useState, type ReactElement } from "react";
import { flushSync } from "react-dom";
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

interface CartState {
  readonly items: number;
  readonly secret: string;
}
interface CartAction {
  readonly type: string;
  readonly card?: string;
}
type Reducer = (state: CartState | undefined, action: CartAction) => CartState;
const countItems: Reducer = (state = { items: 0, secret: "hunter2" }, { type }) => (type === "add" ? { ...state, items: state.items + 1 } : state);

/** A store as Redux makes it: the contract is the same since version 3. */
function createStore(reducer: Reducer) {
  let reduce = reducer;
  let state = reduce(undefined, { type: "@@init" });
  return {
    getState: () => state,
    dispatch(action: CartAction): void {
      state = reduce(state, action);
    },
    replaceReducer(next: Reducer): void {
      reduce = next;
    },
  };
}

export const scenarios: Record<string, () => void | Promise<void>> = {
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
  async profiler() {
    const integrations = [browserTracingIntegration({ idleTimeout: 300, webVitals: false })];
    SDK.init({
      dsn: window.__conf.dsn,
      release: "storefront-react@1.0.0",
      environment: "staging",
      tracesSampleRate: 1,
      traceLifecycle: "stream",
      integrations,
    });
    const Profiled = SDK.withProfiler(Shop, { name: "Shop" });
    createRoot(root()).render(<Profiled />);
    await appears("#fail");
    // A flush before the page load is over would send its spans apart.
    while (SDK.getActiveSpan()) await new Promise(requestAnimationFrame);
  },
  async "profiler-updates"() {
    const integrations = [browserTracingIntegration({ idleTimeout: 300, webVitals: false })];
    SDK.init({ dsn: window.__conf.dsn, autoSessionTracking: false, tracesSampleRate: 1, integrations });
    const Price2 = SDK.withProfiler(Price);
    const Hooked = (): ReactElement => {
      SDK.useProfiler("Hooked");
      return <i>hooked</i>;
    };
    const Never = SDK.withProfiler((): ReactElement => <i>never updated</i>, { name: "Never", includeUpdates: false, includeRender: false });
    const page = createRoot(root());
    const show = (price: number): void =>
      flushSync(() =>
        page.render(
          <StrictMode>
            <Price2 product={{ price }} />
            <Hooked />
            <Never />
          </StrictMode>,
        ),
      );
    show(1);
    show(2);
    flushSync(() => page.render(null));
  },
  async dialog() {
    init();
    const Broken = (): ReactElement => {
      throw new Error("no cart");
    };
    const page = createRoot(root(), { onCaughtError: SDK.reactErrorHandler() });
    page.render(
      <SDK.ErrorBoundary
        fallback={<p id="broke">broke</p>}
        showDialog
        dialogOptions={{ title: "It broke" }}
        onMount={() => note("mounted", true)}
        onUnmount={(error, _stack, eventId) => note("unmounted", { error: String(error), eventId })}
      >
        <Broken />
      </SDK.ErrorBoundary>,
    );
    await appears("#broke");
    await appears('script[src*="error-page"]');
    flushSync(() => page.render(null));
  },
  redux() {
    init();
    const enhance = SDK.createReduxEnhancer({
      stateTransformer: ({ items }: CartState) => ({ items }),
      actionTransformer: ({ type, card }: CartAction) => (type === "silent" ? null : { type, paid: card !== undefined }),
      configureScopeWithState: (scope, { items }) => scope.setTag("items", items),
    });
    const store = enhance(createStore)(countItems);
    store.dispatch({ type: "add", card: "4111" });
    store.dispatch({ type: "silent" });
    store.replaceReducer(countItems);
    store.dispatch({ type: "add" });
    SDK.captureMessage("with a state");
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
