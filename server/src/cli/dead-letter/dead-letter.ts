import { z } from "zod";
import type { DeadLetter } from "../../log/port.ts";
import { CommandFailed, defineCommand } from "../define-command.ts";
import { bytes, table } from "../table.ts";

const id = z.string().meta({ description: "as `vedette dead-letter list` shows it" });

export const listDeadLettersCommand = defineCommand({
  words: ["dead-letter", "list"],
  summary: "Accepted requests that could not be stored by a fault of Vedette, with their bytes",
  input: z.object({}),
  async run(context) {
    const { deadLetters } = await context.stores();
    const letters = deadLetters.list();
    const waiting = deadLetters.waiting().length;
    const rows = letters.map((letter) => [letter.id, letter.projectId, letter.eventId ?? "-", date(letter.at), bytes(letter.bytes), firstLine(letter.fault)]);
    const text = letters.length === 0 ? "No dead letters." : table(["ID", "PROJECT", "EVENT", "WHEN", "SIZE", "FAULT"], rows);
    return {
      json: { letters: letters.map(toJson), waiting },
      text: waiting === 0 ? text : `${text}\n\n${waiting} are waiting for the server to try them again.`,
    };
  },
});

export const retryDeadLettersCommand = defineCommand({
  words: ["dead-letter", "retry"],
  summary: "Have the server process requests again that it could not store: one, or all",
  positional: ["id"],
  input: z.object({ id: id.optional(), all: z.boolean().default(false).meta({ description: "all of them" }) }),
  async run(context, input) {
    const { deadLetters } = await context.stores();
    if ((input.id === undefined) === !input.all) throw new CommandFailed("name one id, or say --all");
    const marked = (input.id === undefined ? deadLetters.list().map((letter) => letter.id) : [input.id]).filter((each) => deadLetters.retry(each));
    if (input.id !== undefined && marked.length === 0) throw new CommandFailed(`there is no dead letter ${input.id}`);
    return { json: { marked }, text: `${marked.length} will be processed again as soon as the server runs.` };
  },
});

export const deleteDeadLetterCommand = defineCommand({
  words: ["dead-letter", "delete"],
  summary: "Throw away a request that could not be stored",
  positional: ["id"],
  input: z.object({ id }),
  async run(context, input) {
    const { deadLetters } = await context.stores();
    if (!deadLetters.remove(input.id)) throw new CommandFailed(`there is no dead letter ${input.id}`);
    return { json: { deleted: input.id }, text: `Dead letter ${input.id} is gone.` };
  },
});

const date = (at: number): string => new Date(at).toISOString();

const firstLine = (text: string): string => text.split("\n", 1)[0]?.slice(0, 120) ?? "";

function toJson({ at, receivedAt, ...letter }: DeadLetter) {
  return { ...letter, at: date(at), receivedAt: date(receivedAt) };
}
