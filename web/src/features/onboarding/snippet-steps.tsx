import "./snippet-steps.css";

import { CopyButton } from "../../ui/copy-button.tsx";
import type { Platform } from "./snippets/snippet.ts";

/** The steps of a platform with the project's own DSN, each ready to be copied. */
export function SnippetSteps({ platform, dsn }: { readonly platform: Platform; readonly dsn: string }) {
  return (
    <ol className="snippet-steps">
      {platform.steps(dsn).map((step, index) => (
        <li key={step.title}>
          <div className="snippet-head">
            <span className="snippet-number num" aria-hidden="true">
              {index + 1}
            </span>
            <h3>{step.title}</h3>
            {step.file === undefined ? null : <span className="snippet-file mono one-line">{step.file}</span>}
            <span className="push">
              <CopyButton text={step.code} what={`the code of step ${index + 1}, ${step.title}`} />
            </span>
          </div>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a block that scrolls sideways must be reachable by keys */}
          <section className="snippet-code" tabIndex={0} aria-label={step.title}>
            <pre>
              <code>{step.code}</code>
            </pre>
          </section>
        </li>
      ))}
    </ol>
  );
}
