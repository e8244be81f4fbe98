import "./stack.css";

import { useState } from "react";

import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type ExceptionPart, type Mechanism, type Stack, exceptionsNewestFirst, relationText } from "./event-parts.ts";
import { FrameList } from "./frame-list.tsx";
import { rawStack } from "./raw-stack.ts";
import { valueText } from "./value-text.ts";

type View = "relevant" | "full" | "raw";
type Order = "newest" | "oldest";

const orderKey = "vedette.frames";

function rememberedOrder(): Order {
  try {
    return localStorage.getItem(orderKey) === "oldest" ? "oldest" : "newest";
  } catch {
    // Without storage the usual order is shown.
    return "newest";
  }
}

interface StackCardProps {
  readonly title: string;
  readonly id: string;
  readonly exceptions: readonly ExceptionPart[];
  readonly platform: string | null;
}

/** The exceptions of an event, what was thrown last first, each with its stack. */
export function StackCard({ title, id, exceptions, platform }: StackCardProps) {
  const [view, setView] = useState<View>("relevant");
  const [order, setOrder] = useState<Order>(rememberedOrder);
  const chooseOrder = (next: Order) => {
    setOrder(next);
    try {
      localStorage.setItem(orderKey, next);
    } catch {
      // The choice then lasts for this page only.
    }
  };
  const isUnhandled = exceptions.some((exception) => exception.mechanism?.handled === false);
  const raw = rawStack(exceptions, platform);
  return (
    <Card
      id={id}
      title={title}
      note={isUnhandled ? <Chip tone="fatal">Unhandled</Chip> : undefined}
      actions={
        <>
          {view === "raw" ? (
            <CopyButton text={raw} what="the stack trace" />
          ) : (
            <Segmented<Order>
              label="Order of frames"
              value={order}
              onChange={chooseOrder}
              options={[
                { value: "newest", label: "Newest first" },
                { value: "oldest", label: "Oldest first" },
              ]}
            />
          )}
          <Segmented<View>
            label="View of the stack trace"
            value={view}
            onChange={setView}
            options={[
              { value: "relevant", label: "Most relevant" },
              { value: "full", label: "Full" },
              { value: "raw", label: "Raw" },
            ]}
          />
        </>
      }
    >
      {view === "raw" ? (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls sideways, so it must be reachable by keys
        <section className="stack-raw" tabIndex={0} aria-label="Raw stack trace">
          <pre>{raw}</pre>
        </section>
      ) : (
        exceptionsNewestFirst(exceptions).map((exception, index) => (
          // eslint-disable-next-line react/no-array-index-key -- exceptions have no identity but their place
          <ExceptionBlock key={index} exception={exception} index={index} isFull={view === "full"} newestFirst={order === "newest"} platform={platform} />
        ))
      )}
    </Card>
  );
}

interface ExceptionBlockProps {
  readonly exception: ExceptionPart;
  readonly index: number;
  readonly isFull: boolean;
  readonly newestFirst: boolean;
  readonly platform: string | null;
}

/** Characters that twelve narrow lines may hold. */
const scrollsFrom = 400;

function ExceptionBlock({ exception, index, isFull, newestFirst, platform }: ExceptionBlockProps) {
  const relation = relationText(exception, index);
  return (
    <div className="exception">
      <div className="exception-head">
        <h3 title={exception.module ?? undefined} dir="auto">
          {relation === "" ? null : <span className="exception-relation">{relation} </span>}
          {exception.type}
        </h3>
        {exception.value === "" ? null : (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long one scrolls, so it must be reachable by keys
          <p className="exception-value mono" dir="auto" tabIndex={exception.value.length > scrollsFrom ? 0 : undefined}>
            {exception.value}
          </p>
        )}
        {exception.mechanism === null ? null : <MechanismLine mechanism={exception.mechanism} />}
      </div>
      <StackFrames stack={exception.stack} isFull={isFull} newestFirst={newestFirst} platform={platform} opensFirst={index === 0} />
    </div>
  );
}

/** Says how an error was caught only where that is more than the usual. */
function MechanismLine({ mechanism }: { readonly mechanism: Mechanism }) {
  const meta = Object.entries(mechanism.meta).filter(([, value]) => value !== null);
  const isUsual = mechanism.type === null || mechanism.type === "generic" || mechanism.type === "chained";
  if (isUsual && meta.length === 0) return null;
  return (
    <p className="exception-mechanism">
      {isUsual ? null : (
        <span>
          caught by <code>{mechanism.type}</code>
          {mechanism.handled === null ? null : mechanism.handled ? ", handled" : ", not handled"}
        </span>
      )}
      {meta.map(([key, value]) => (
        <span key={key}>
          {key} <code>{valueText(value)}</code>
        </span>
      ))}
    </p>
  );
}

interface StackFramesProps {
  readonly stack: Stack | null;
  readonly isFull: boolean;
  readonly newestFirst: boolean;
  readonly platform: string | null;
  readonly opensFirst: boolean;
}

export function StackFrames({ stack, isFull, newestFirst, platform, opensFirst }: StackFramesProps) {
  if (stack === null) return null;
  return (
    <>
      <FrameList key={`${isFull} ${newestFirst}`} frames={stack.frames} isFull={isFull} newestFirst={newestFirst} platform={platform} opensFirst={opensFirst} />
      {stack.framesOmitted === null ? null : (
        <p className="frame-folded">
          Frames {stack.framesOmitted[0]} to {stack.framesOmitted[1]} were left out by the SDK.
        </p>
      )}
    </>
  );
}
