import { isRecord, type JsonRecord, pick } from "../server/test/json-path.ts";
import { recordedItems, scenarios } from "../server/test/recorded-requests.ts";

/**
 * Envelopes of a wanted size made from recorded SDK events: the recorded event as it is, with more of what such events
 * really hold (breadcrumbs, frames with context and variables) until it has the size. Every copy carries its own ids,
 * times and values, so that it compresses like different events of one application and not like one event repeated.
 */

/** The event is split where each request needs something of its own. */
export interface Template {
  readonly parts: readonly [beforeTime: string, beforeName: string, beforeFunction: string, end: string];
}

const folders = ["node-11.12.0", "node-8.55.2", "browser-11.12.0", "browser-8.55.2"];

const marks = { time: 1_111_111_111.5, name: "MARK_NAME", function: "MARK_FUNCTION" } as const;

/** Numbers from 0 to 1 that are the same in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` different templates of about `bytes` bytes each. */
export function templates(bytes: number, count: number): readonly Template[] {
  const random = randomNumbers(bytes);
  const events = folders.map((folder) => largestBelow(folder, bytes * 0.7));
  const crumbs = folders.flatMap((folder) => recordedEvents(folder).flatMap(breadcrumbsOf));
  return Array.from({ length: count }, (_, n) => {
    const event = events[n % events.length];
    if (event === undefined) throw new Error("no recorded event");
    return split(grow(event, crumbs, bytes, random));
  });
}

/** The whole envelope for one request. */
export function fill({ parts }: Template, id: string, timestamp: number, fingerprint: string): string {
  const event = `${parts[0]}${timestamp}${parts[1]}${fingerprint}${parts[2]}at${fingerprint}${parts[3]}`;
  return `{"event_id":"${id}","sent_at":"${new Date(timestamp * 1000).toISOString()}"}\n{"type":"event"}\n${event}\n`;
}

/** Recorded events with a stack. */
const recordedEvents = (folder: string): readonly JsonRecord[] =>
  scenarios(folder)
    .flatMap(({ recordings }) => recordings)
    .flatMap(recordedItems)
    .flatMap(({ type, json }) =>
      type === "event" && isRecord(json) && pick(json, "exception", "values", -1, "stacktrace", "frames", 0) !== undefined ? [json] : [],
    );

function largestBelow(folder: string, bytes: number): JsonRecord {
  const sized = recordedEvents(folder).map((event) => ({ event, size: JSON.stringify(event).length }));
  const [largest] = sized.filter(({ size }) => size <= bytes).sort((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error(`no recorded event of at most ${bytes} bytes in ${folder}`);
  return largest.event;
}

const breadcrumbsOf = (event: JsonRecord): readonly JsonRecord[] => {
  const crumbs = Array.isArray(event["breadcrumbs"]) ? event["breadcrumbs"] : pick(event, "breadcrumbs", "values");
  return Array.isArray(crumbs) ? crumbs.filter(isRecord) : [];
};

const word = (random: () => number): string => Math.floor(random() * 2 ** 40).toString(36);

function grow(source: JsonRecord, crumbs: readonly JsonRecord[], bytes: number, random: () => number): JsonRecord {
  const values = listOf(pick(source, "exception", "values")).filter(isRecord);
  const main = values.at(-1) ?? {};
  const ownFrames = listOf(pick(main, "stacktrace", "frames")).filter(isRecord);
  const frames: JsonRecord[] = ownFrames.map((frame) => ({ ...frame }));
  const top = { ...ownFrames.at(-1), function: marks.function, in_app: true };
  const breadcrumbs: JsonRecord[] = [];
  const { event_id: _id, timestamp: _time, exception: _exception, ...rest } = source;
  const { type: _type, value: _value, stacktrace: _stack, ...mainRest } = main;
  // The keys' order puts the marks where `split` expects them.
  const build = (): JsonRecord => ({
    timestamp: marks.time,
    ...rest,
    user: { id: word(random), email: `${word(random)}@example.com` },
    tags: { ...tagsOf(source), region: `r${Math.floor(random() * 5)}`, tenant: `t${Math.floor(random() * 200)}` },
    release: `shop@1.${Math.floor(random() * 9)}.0`,
    exception: {
      values: [
        ...values.slice(0, -1),
        { type: marks.name, value: `no price for ${word(random)}`, ...mainRest, stacktrace: { frames: [...frames.slice(0, -1), top] } },
      ],
    },
    breadcrumbs,
  });
  // One more of each in turn, up to what SDKs send at most: 100 breadcrumbs, 50 frames (the usual stack limit); then longer variables.
  for (let n = 0; n < 1000; n++) {
    if ((bytes < 100_000 || n % 4 === 0) && JSON.stringify(build()).length >= bytes) break;
    const crumb = crumbs[n % crumbs.length] ?? {};
    if (breadcrumbs.length < 100)
      breadcrumbs.push({
        ...crumb,
        timestamp: 1_795_000_000 + n + random(),
        data: { ...recordOf(crumb["data"]), url: `/api/items/${word(random)}?page=${n}`, status_code: 200, request_id: word(random) + word(random) },
      });
    if (n % 2 === 1 && bytes > 10_000) {
      const at = frames.length < 50 ? frames.length : n % frames.length;
      frames.splice(
        Math.min(at, frames.length - 1),
        frames.length < 50 ? 0 : 1,
        frameWithVariables(ownFrames[n % ownFrames.length] ?? {}, n, Math.round(bytes / 2500), random),
      );
    }
  }
  return build();
}

const nouns = "order cart price customer invoice shipment stock warehouse payment refund discount address session basket voucher courier".split(" ");
const verbs = "load update reserve release confirm cancel validate render send fetch".split(" ");

/** Source lines are the same in every event, as they are in an application; values differ: ids, amounts, words. */
function frameWithVariables(frame: JsonRecord, n: number, variables: number, random: () => number): JsonRecord {
  const at = n % 40;
  const pickOf = (words: readonly string[], index: number): string => words[index % words.length] ?? "";
  const line = (i: number): string => {
    const [verb, noun] = [pickOf(verbs, at * 7 + i), pickOf(nouns, at * 5 + i * 3)];
    return `    const ${noun}${i} = await ${verb}${noun}(${pickOf(nouns, at + i)}.id, { retries: ${i}, timeout: ${(at + 1) * 100} });`;
  };
  const any = (words: readonly string[]): string => pickOf(words, Math.floor(random() * words.length));
  return {
    ...frame,
    function: `${pickOf(verbs, at)}${pickOf(nouns, at * 3)}`,
    lineno: 10 + at * 12,
    pre_context: Array.from({ length: 5 }, (_, i) => line(i)),
    context_line: line(5),
    post_context: Array.from({ length: 5 }, (_, i) => line(6 + i)),
    vars: Object.fromEntries(
      Array.from({ length: variables }, (_, i) => [
        `${pickOf(nouns, at + i)}${i}`,
        {
          id: Math.floor(random() * 1e6),
          total: Math.round(random() * 100_000) / 100,
          state: any(["open", "paid", "sent"]),
          note: `${any(verbs)} ${any(nouns)} for ${any(nouns)} ${word(random)}`,
        },
      ]),
    ),
  };
}

function split(event: JsonRecord): Template {
  const text = JSON.stringify(event);
  const [beforeTime, afterTime, ...restTime] = text.split(String(marks.time));
  const [beforeName, afterName, ...restName] = (afterTime ?? "").split(marks.name);
  const [beforeFunction, end, ...restFunction] = (afterName ?? "").split(marks.function);
  if (beforeTime === undefined || beforeName === undefined || beforeFunction === undefined || end === undefined)
    throw new Error("a mark is missing or out of order");
  if (restTime.length + restName.length + restFunction.length > 0) throw new Error("a mark is there twice");
  return { parts: [beforeTime, beforeName, beforeFunction, end] };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});
const tagsOf = (event: JsonRecord): JsonRecord => recordOf(event["tags"]);
