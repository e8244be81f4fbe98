export { DATA_CATEGORIES, OUTCOMES, type DataCategory, type OutcomeName } from "./outcome/outcome.ts";
