import { captureException, init } from "@vedette/browser/errors";
import { work } from "./work.ts";

work({ init, captureException });
