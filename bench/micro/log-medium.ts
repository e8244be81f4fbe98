import { DatabaseSync } from "node:sqlite";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

// What the durable hand-over should be made of: an append-only file or a SQLite table. Same 5 KB records, same group
// sizes, one fsync per group. Prints microseconds per record (wall clock and CPU) and the ratio; docs/adr/0002 quotes it.

const record = Buffer.alloc(5 * 1024, "x");
const rounds = 400;

function measure(groupSize: number, append: (group: readonly Buffer[]) => void): { wall: number; cpu: number } {
  const group = Array.from({ length: groupSize }, () => record);
  for (let i = 0; i < 20; i++) append(group);
  const began = performance.now();
  const cpu = process.cpuUsage();
  for (let i = 0; i < rounds; i++) append(group);
  const used = process.cpuUsage(cpu);
  const records = rounds * groupSize;
  return { wall: ((performance.now() - began) * 1000) / records, cpu: (used.user + used.system) / records };
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "log-medium-"));
console.log("records per fsync | file µs (CPU) | sqlite µs (CPU) | sqlite/file");
for (const groupSize of [1, 8, 32]) {
  const fd = fs.openSync(path.join(folder, `log-${groupSize}`), "w");
  const file = measure(groupSize, (group) => {
    fs.writevSync(fd, group);
    fs.fdatasyncSync(fd);
  });
  fs.closeSync(fd);
  const db = new DatabaseSync(path.join(folder, `log-${groupSize}.db`));
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE log (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)");
  const insert = db.prepare("INSERT INTO log (body) VALUES (?)");
  const sqlite = measure(groupSize, (group) => {
    db.exec("BEGIN");
    for (const body of group) insert.run(body);
    db.exec("COMMIT");
  });
  db.close();
  console.log(
    `${groupSize} | ${file.wall.toFixed(0)} (${file.cpu.toFixed(0)}) | ${sqlite.wall.toFixed(0)} (${sqlite.cpu.toFixed(0)}) | ${(sqlite.wall / file.wall).toFixed(1)}`,
  );
}
fs.rmSync(folder, { recursive: true });
