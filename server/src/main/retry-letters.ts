import type { DeadLetters, EventLog } from "../log/port.ts";

/**
 * Appends the records of letters that were marked, by the command line for one, to the log again. A crash in between
 * appends one twice: its event is a duplicate then.
 */
export async function retryLetters(letters: DeadLetters, log: Pick<EventLog, "append">, onWarning: (message: string) => void): Promise<void> {
  for (const id of letters.waiting()) {
    const record = letters.open(id);
    if (record === undefined) {
      onWarning(`Dead letter ${id} is damaged and cannot be tried again.`);
      letters.giveBack(id);
      continue;
    }
    await log.append(record.meta, record.body);
    letters.done(id);
  }
}
