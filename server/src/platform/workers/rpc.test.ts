import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { connect, serve, WorkerGone } from "./rpc.ts";

interface Adder {
  add(a: number, b: number): Promise<number>;
  refuse(): Promise<never>;
  secret(): Promise<string>;
}

const adder: Adder = {
  add: async (a, b) => a + b,
  refuse: async () => {
    throw new RangeError("no more numbers");
  },
  secret: async () => "hidden",
};

const { port1, port2 } = new MessageChannel();
serve(port1, adder, ["add", "refuse"]);
const remote = connect<Adder>(port2);

test("answers find their calls, whatever the order", async () => {
  expect(await Promise.all([remote.add(1, 2), remote.add(3, 4), remote.add(5, 6)])).toEqual([3, 7, 11]);
});

test("an error arrives with its name and message", async () => {
  await expect(remote.refuse()).rejects.toMatchObject({ name: "RangeError", message: "no more numbers" });
});

test("only listed methods can be called", async () => {
  await expect(remote.secret()).rejects.toThrow("secret is not served on this port");
});

test("calls under way and later ones end with WorkerGone when the port closes", async () => {
  const silent = new MessageChannel();
  const gone = connect<Adder>(silent.port2);
  const call = gone.add(1, 1);
  silent.port1.close();
  await expect(call).rejects.toBeInstanceOf(WorkerGone);
  await expect(gone.add(1, 1)).rejects.toBeInstanceOf(WorkerGone);
});
