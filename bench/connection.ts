import net from "node:net";

export interface Reply {
  /** 0: the connection failed. */
  readonly status: number;
  readonly body: string;
}

/**
 * One keep-alive HTTP/1.1 connection, one request at a time. Written by hand because the generator shares two cores with
 * the server: a request over `http.Agent` costs about as much CPU as the server spends on accepting it.
 */
export class Connection {
  readonly #host: string;
  readonly #port: number;
  #socket: net.Socket | undefined;
  #received: Buffer[] = [];
  #done: ((reply: Reply) => void) | undefined;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  request(head: string, body: string): Promise<Reply> {
    return new Promise((resolve) => {
      this.#done = resolve;
      this.#socket ??= this.#connect();
      this.#socket.write(`${head}Host: ${this.#host}:${this.#port}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #connect(): net.Socket {
    const socket = net.connect(this.#port, this.#host);
    socket.setNoDelay(true);
    socket.on("data", (data) => {
      this.#received.push(data);
      const whole = this.#received.length === 1 ? data : Buffer.concat(this.#received);
      this.#received = [whole];
      const reply = parseReply(whole);
      if (reply !== undefined) this.#finish(reply);
    });
    const broken = (): void => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#finish({ status: 0, body: "" });
    };
    socket.on("error", broken);
    socket.on("close", broken);
    return socket;
  }

  #finish(reply: Reply): void {
    const done = this.#done;
    this.#done = undefined;
    this.#received = [];
    done?.(reply);
  }
}

/** Undefined while it is incomplete. No pipelining, so the end of what came is the end of the reply. */
function parseReply(received: Buffer): Reply | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = received.toString("latin1", 0, headEnd);
  const body = received.subarray(headEnd + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const complete = length === undefined ? body.subarray(-5).toString("latin1") === "0\r\n\r\n" : body.length >= Number(length);
  return complete ? { status: Number(head.slice(9, 12)), body: body.toString("utf8") } : undefined;
}
