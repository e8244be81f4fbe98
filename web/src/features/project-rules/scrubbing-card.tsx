import "./project-rules.css";

import { useState } from "react";

import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSubmit } from "../session/use-submit.ts";

const switches = [
  { name: "dataScrubber", label: "Scrub data", text: "Before anything is stored, and before issues, tags and searches are made of it." },
  {
    name: "dataScrubberDefaults",
    label: "Built-in rules",
    text: "Passwords, tokens and keys by their names; card numbers, IBANs, SSNs, private keys and credentials in URLs by their form.",
  },
  { name: "scrubIPAddresses", label: "IP addresses", text: "Keep none. Where they are is still told by country and city, if the server has a geo database." },
] as const;

interface ScrubbingSettings {
  readonly dataScrubber: boolean;
  readonly dataScrubberDefaults: boolean;
  readonly scrubIPAddresses: boolean;
  readonly sensitiveFields: readonly string[];
  readonly safeFields: readonly string[];
  readonly relayPiiConfig: string | null;
}

export interface ScrubbingCardProps {
  readonly settings: ScrubbingSettings;
  /** What holds above them, and cannot be taken back here. */
  readonly demanded?: ScrubbingSettings | undefined;
  readonly save: (settings: ScrubbingSettings & { readonly relayPiiConfig: string }) => Promise<void>;
}

/** What of the data that is sent is not kept. */
export function ScrubbingCard({ settings, demanded, save }: ScrubbingCardProps) {
  const [chosen, setChosen] = useState({
    dataScrubber: settings.dataScrubber,
    dataScrubberDefaults: settings.dataScrubberDefaults,
    scrubIPAddresses: settings.scrubIPAddresses,
  });
  const [sensitive, setSensitive] = useState(settings.sensitiveFields.join("\n"));
  const [safe, setSafe] = useState(settings.safeFields.join("\n"));
  const [rules, setRules] = useState(settings.relayPiiConfig ?? "");
  const form = useSubmit(async () => {
    await save({ ...chosen, sensitiveFields: linesOf(sensitive), safeFields: linesOf(safe), relayPiiConfig: rules });
    toast("The scrubbing rules are saved");
  });
  return (
    <Card title="Data scrubbing" id="scrubbing" note="Takes effect with the next event">
      <form className="card-body form" onSubmit={form.submit}>
        {form.error === undefined || Object.keys(form.fields).length > 0 ? null : (
          <p className="form-error" role="alert">
            {form.error}
          </p>
        )}
        <ul className="rule-switches">
          {switches.map(({ name, label, text }) => (
            <li key={name}>
              <Checkbox
                label={label}
                labelShown
                checked={chosen[name] || demanded?.[name] === true}
                disabled={demanded?.[name] === true}
                onChange={(checked) => setChosen({ ...chosen, [name]: checked })}
              />
              <p className="muted">{demanded?.[name] === true ? "The organization demands it." : text}</p>
            </li>
          ))}
        </ul>
        <div className="rule-patterns">
          <TextArea
            label="Further sensitive fields, one a line"
            value={sensitive}
            onChange={setSensitive}
            rows={3}
            placeholder="social_number"
            spellCheck={false}
            error={form.fields["sensitiveFields"]}
            hint={hintOf("A part of the name is enough.", demanded?.sensitiveFields)}
          />
          <TextArea
            label="Safe fields, one a line"
            value={safe}
            onChange={setSafe}
            rows={3}
            placeholder="author"
            spellCheck={false}
            error={form.fields["safeFields"]}
            hint={hintOf("The whole name; what is in it is left alone, too.", demanded?.safeFields)}
          />
        </div>
        <div className="rule-code">
          <TextArea
            label="Advanced rules"
            value={rules}
            onChange={setRules}
            rows={6}
            placeholder={
              '{\n  "rules": { "plate": { "type": "pattern", "pattern": "[A-Z]{1,3}-\\\\d+", "redaction": { "method": "mask" } } },\n  "applications": { "$string": ["@email", "plate"] }\n}'
            }
            spellCheck={false}
            error={form.fields["relayPiiConfig"]}
            hint="A JSON document with rules and the values that they apply to, as Sentry and Relay write it."
          />
        </div>
        <div>
          <Button type="submit" tone="primary" busy={form.isBusy}>
            Save scrubbing
          </Button>
        </div>
      </form>
    </Card>
  );
}

function hintOf(hint: string, demanded: readonly string[] | undefined): string {
  return demanded === undefined || demanded.length === 0 ? hint : `${hint} The organization has: ${demanded.join(", ")}.`;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
