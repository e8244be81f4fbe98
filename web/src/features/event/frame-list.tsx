import { useState } from "react";

import { Chip } from "../../ui/chip.tsx";
import type { Frame } from "./event-parts.ts";
import { type FrameRun, foldFrames } from "./fold-frames.ts";
import { highlight } from "./highlight.ts";
import { sendsRepresentations, valueText } from "./value-text.ts";

interface FrameListProps {
  readonly frames: readonly Frame[];
  readonly isFull: boolean;
  readonly newestFirst: boolean;
  readonly platform: string | null;
  /** Opens the frame that most likely holds the cause: the newest one of the program itself. */
  readonly opensFirst: boolean;
}

export function FrameList({ frames, isFull, newestFirst, platform, opensFirst }: FrameListProps) {
  const runs = foldFrames(frames, newestFirst, isFull);
  const ownKey = frames.findLastIndex((frame) => frame.inApp);
  const openKey = opensFirst ? (ownKey < 0 ? frames.length - 1 : ownKey) : -1;
  return (
    <ol className="frames">
      {runs.map((run) =>
        run.kind === "frame" ? (
          <FrameItem key={run.key} frame={run.frame} platform={platform} startsOpen={run.key === openKey} />
        ) : (
          <FoldedFrames key={`folded-${run.frames[0]?.key ?? 0}`} run={run} platform={platform} />
        ),
      )}
    </ol>
  );
}

function FoldedFrames({ run, platform }: { readonly run: Extract<FrameRun, { kind: "folded" }>; readonly platform: string | null }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return run.frames.map(({ frame, key }) => <FrameItem key={key} frame={frame} platform={platform} startsOpen={false} />);
  return (
    <li>
      <button type="button" className="frame-folded" aria-expanded={false} onClick={() => setOpen(true)}>
        {run.text}
        <span className="frame-show">Show</span>
      </button>
    </li>
  );
}

function FrameItem({ frame, platform, startsOpen }: { readonly frame: Frame; readonly platform: string | null; readonly startsOpen: boolean }) {
  const [isOpen, setOpen] = useState(startsOpen);
  const vars = Object.entries(frame.vars);
  const hasMore = frame.context.length > 0 || vars.length > 0;
  return (
    <li className={`frame-item ${frame.inApp ? "frame-own" : ""}`}>
      {hasMore ? (
        <button type="button" className="frame-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <FrameTitle frame={frame} />
        </button>
      ) : (
        <div className="frame-head">
          <FrameTitle frame={frame} />
        </div>
      )}
      {isOpen && hasMore ? (
        <div className="frame-body">
          {frame.context.length === 0 ? null : <SourceLines frame={frame} />}
          {vars.length === 0 ? null : (
            <dl className="frame-vars">
              {vars.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{valueText(value, sendsRepresentations(platform))}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      ) : null}
    </li>
  );
}

function FrameTitle({ frame }: { readonly frame: Frame }) {
  const place = frame.filename ?? frame.module ?? frame.absPath ?? frame.package ?? frame.instructionAddr ?? "unknown place";
  const position = frame.lineNo === null ? null : frame.colNo === null ? String(frame.lineNo) : `${frame.lineNo}:${frame.colNo}`;
  return (
    <>
      <span className="frame-title" title={frame.absPath ?? undefined}>
        <span className="frame-file">{place}</span>
        {frame.function === null ? null : (
          <>
            <span className="frame-word"> in </span>
            <span className="frame-function">{frame.function}</span>
          </>
        )}
        {position === null ? null : <span className="frame-word num"> at {position}</span>}
      </span>
      {frame.inApp ? <Chip tone="accent">in app</Chip> : null}
    </>
  );
}

function SourceLines({ frame }: { readonly frame: Frame }) {
  const indent = Math.min(...frame.context.filter(([, text]) => text.trim() !== "").map(([, text]) => /^\s*/u.exec(text)?.[0].length ?? 0));
  const cut = Number.isFinite(indent) ? indent : 0;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls sideways, so it must be reachable by keys
    <section className="source" tabIndex={0} aria-label={`Source of ${frame.filename ?? "the frame"} around line ${frame.lineNo ?? "?"}`}>
      <table>
        <tbody>
          {frame.context.map(([line, text]) => (
            <tr key={line} className={line === frame.lineNo ? "source-hit" : ""}>
              <td className="source-number num">{line}</td>
              <td className="source-text">
                {highlight(text.slice(cut)).map((token) =>
                  token.kind === "plain" ? (
                    token.text
                  ) : (
                    <span key={token.at} className={`code-${token.kind}`}>
                      {token.text}
                    </span>
                  ),
                )}
                {line === frame.lineNo ? <span className="only-heard"> (the failing line)</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
