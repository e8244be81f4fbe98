import { asFeedback } from "../../processing/feedback/as-feedback.ts";
import type { JsonObject } from "../../processing/json/json.ts";
import { normalizeEvent } from "../../processing/normalize/normalize-event.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type ItemContext } from "../define-item.ts";
import { finishEvent } from "../finish-event.ts";
import { withUserAgent } from "../with-user-agent.ts";

/** What somebody wrote into a feedback form; every one becomes an issue of its own. */
export const feedbackItem = defineItem({ type: "feedback", decode: decodeObject, finish: finishFeedback });

export function finishFeedback(payload: JsonObject, context: ItemContext): Fate {
  const feedback = asFeedback(normalizeEvent({ ...withUserAgent(payload, context), type: "feedback" }, context));
  if (feedback === undefined) {
    return {
      kind: "rejected",
      outcome: "invalid",
      reason: "empty_feedback",
      detail: "contexts.feedback.message is missing or blank.",
      category: "feedback",
    };
  }
  return finishEvent(feedback, "feedback", context);
}
