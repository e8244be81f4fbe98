import { z } from "zod";
import { defineCommand } from "../define-command.ts";

export const serve = defineCommand({
  words: ["serve"],
  summary: "Run the server until it is told to stop",
  input: z.object({}),
  async run(context) {
    await context.serve();
    return undefined;
  },
});
