import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEnvelope, peekEnvelope } from "./parse-envelope.ts";

interface Vector {
  readonly name: string;
  readonly text?: string;
  readonly base64?: string;
  readonly items?: readonly { readonly type: string; readonly text?: string; readonly base64?: string }[];
  readonly fault?: { readonly reason: string; readonly offset: number };
}

const vectors: readonly Vector[] = JSON.parse(fs.readFileSync(new URL("../../vectors/envelopes.json", import.meta.url), "utf8"));
const bytesOf = (value: { readonly text?: string; readonly base64?: string }): Uint8Array =>
  value.base64 === undefined ? new TextEncoder().encode(value.text) : new Uint8Array(Buffer.from(value.base64, "base64"));

describe("parseEnvelope", () => {
  const good = vectors.filter((vector) => vector.items !== undefined);
  const bad = vectors.filter((vector) => vector.fault !== undefined);

  it.each(good)("reads: $name", (vector) => {
    const parsed = parseEnvelope(bytesOf(vector));
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    expect(parsed.envelope.items.map((item) => ({ type: item.type, payload: Uint8Array.from(item.payload) }))).toEqual(
      vector.items?.map((item) => ({ type: item.type, payload: bytesOf(item) })),
    );
  });

  it.each(bad)("refuses: $name", (vector) => {
    expect(parseEnvelope(bytesOf(vector))).toMatchObject({ ok: false, fault: vector.fault });
  });

  it("gives views, not copies, with the offsets to cut items out", () => {
    const bytes = new TextEncoder().encode('{}\n{"type":"event"}\n{"a":1}\n{"type":"session"}\n{}');
    const parsed = parseEnvelope(bytes);
    if (!parsed.ok) throw new Error(parsed.fault.detail);
    const [event, session] = parsed.envelope.items;
    expect(event?.payload.buffer).toBe(bytes.buffer);
    expect(new TextDecoder().decode(bytes.subarray(event?.start, event?.end))).toBe('{"type":"event"}\n{"a":1}');
    expect(new TextDecoder().decode(bytes.subarray(session?.start, session?.end))).toBe('{"type":"session"}\n{}');
  });

  it("refuses header lines and item counts above the limits", () => {
    const limits = { headerBytes: 10, itemHeaderBytes: 20, items: 1 };
    const reasonOf = (text: string): string => {
      const parsed = parseEnvelope(new TextEncoder().encode(text), limits);
      return parsed.ok ? "ok" : parsed.fault.reason;
    };
    expect(reasonOf('{"a":"bcdef"}')).toBe("header_too_large");
    expect(reasonOf('{}\n{"type":"event","x":1}\n{}')).toBe("item_header_too_large");
    expect(reasonOf('{}\n{"type":"event"}\n{}\n{"type":"event"}\n{}')).toBe("too_many_items");
    expect(reasonOf('{}\n{"type":"event"}\n{}\n')).toBe("ok");
  });
});

describe("peekEnvelope", () => {
  const peek = (text: string) => peekEnvelope(new TextEncoder().encode(text));

  it("tells an item's announced size before the payload has arrived", () => {
    expect(peek('{}\n{"type":"attachment","length":1000}\nabc')).toMatchObject({ ok: true, items: [{ type: "attachment", bytes: 1000 }] });
  });

  it("tells what has arrived of an item without length", () => {
    expect(peek('{}\n{"type":"event"}\nabcdef')).toMatchObject({ ok: true, items: [{ type: "event", bytes: 6 }] });
  });

  it("leaves unfinished header lines alone", () => {
    expect(peek('{"event_id":')).toMatchObject({ ok: true, headers: undefined, items: [] });
    expect(peek('{}\n{"type":"ev')).toMatchObject({ ok: true, items: [] });
  });

  it("reports what cannot get better", () => {
    expect(peek("nonsense\n")).toMatchObject({ ok: false, fault: { reason: "invalid_envelope_header" } });
    expect(peek("x".repeat(70_000))).toMatchObject({ ok: false, fault: { reason: "header_too_large" } });
  });
});
