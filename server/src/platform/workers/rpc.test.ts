import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { connect, serve, WorkerGone } from "./rpc.ts";

interface Adder {
  add(a: number, b: number): Promise<number>;
  refuse(): Promise<never>;
  missing(): Promise<string>;
}

const adder: Omit<Adder, "missing"> = {
  add: async (a, b) => a + b,
  refuse: async () => {
    throw new RangeError("no more numbers");
  },
};

const { port1, port2 } = new MessageChannel();
serve(port1, adder);
const remote = connect<Adder>(port2);

test("answers find their calls, whatever the order", async () => {
  expect(await Promise.all([remote.add(1, 2), remote.add(3, 4), remote.add(5, 6)])).toEqual([3, 7, 11]);
});

test("an error arrives with its name and message", async () => {
  await expect(remote.refuse()).rejects.toMatchObject({ name: "RangeError", message: "no more numbers" });
});

test("a name that is no method of the object is refused", async () => {
  await expect(remote.missing()).rejects.toThrow("missing is not a method");
});

test("onDone hears what was answered before the caller does", async () => {
  const order: string[] = [];
  const channel = new MessageChannel();
  serve(channel.port1, adder);
  const watched = connect<Adder>(channel.port2, (method) => order.push(method));
  await watched.add(1, 2).then(() => order.push("caller"));
  expect(order).toEqual(["add", "caller"]);
  channel.port1.close();
});

test("calls under way and later ones end with WorkerGone when the port closes", async () => {
  const silent = new MessageChannel();
  const gone = connect<Adder>(silent.port2);
  const call = gone.add(1, 1);
  silent.port1.close();
  await expect(call).rejects.toBeInstanceOf(WorkerGone);
  await expect(gone.add(1, 1)).rejects.toBeInstanceOf(WorkerGone);
});
