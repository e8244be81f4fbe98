import type { JsonObject } from "../../json/json.ts";
import { normalizeUri } from "../../security/csp-text.ts";
import type { GroupingComponent } from "../grouping.ts";
import { branch, leaf } from "../hash.ts";
import type { Considered, Subject } from "./strategy.ts";

/** Reports of browsers (`grouping.md` §6.8). */
export function securityStrategy({ event }: Subject): Considered {
  const component =
    (event.csp && cspComponent(event.csp)) ??
    (event.hpkp && hostComponent("hpkp", event.hpkp)) ??
    (event.expectstaple && hostComponent("expect-staple", event.expectstaple)) ??
    (event.expectct && hostComponent("expect-ct", event.expectct));
  return { variants: component === undefined ? [] : [["default", component]] };
}

/** The directive, and what was blocked; of the page's own scripts which keyword of the policy they lack. */
function cspComponent(report: JsonObject): GroupingComponent {
  const violated = text(report, "violated_directive", "violated-directive") ?? "";
  const directive = text(report, "effective_directive", "effective-directive") ?? /^\S+/.exec(violated.trim())?.[0];
  const uri = normalizeUri(text(report, "blocked_uri", "blocked-uri") ?? "");
  const violation = directive === "script-src" && uri === "'self'" ? localViolation(violated) : undefined;
  return branch("csp", [
    leaf("salt", directive),
    leaf("violation", violation, null, violation === undefined ? "not a local script violation" : null),
    leaf("uri", uri, violation === undefined ? null : "violation takes precedence"),
  ]);
}

function localViolation(violatedDirective: string): string | undefined {
  return ["'unsafe-inline'", "'unsafe-eval'"].find((keyword) => violatedDirective.includes(keyword));
}

function hostComponent(kind: string, report: JsonObject): GroupingComponent {
  return branch(kind.replace("-", "_"), [leaf("salt", kind), leaf("hostname", text(report, "hostname"))]);
}

function text(report: JsonObject, ...names: readonly string[]): string | undefined {
  const value = names.map((name) => report[name]).find((each) => typeof each === "string");
  return typeof value === "string" ? value : undefined;
}
