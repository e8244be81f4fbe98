import { captureException, init } from "@vedette/browser";
import { work } from "./work.ts";

work({ init, captureException });
