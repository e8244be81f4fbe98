import { listUserFeedback, submitUserFeedback } from "./user-feedback.ts";

export const userFeedbackEndpoints = { listUserFeedback, submitUserFeedback };
