/** The cheapest client there is: ready-made bytes into sockets, answers looked at only as far as needed. It shares the cores with what it measures. */
import { connect } from "node:net";
import type { Socket } from "node:net";

export type Sent = { readonly milliseconds: number; readonly latencies: number[]; readonly refused: number };

/** Sends every request over `connections` kept-alive connections, as fast as answers come or `perSecond`. */
export async function sendAll(address: URL, wires: readonly Buffer[], connections: number, perSecond = Infinity): Promise<Sent> {
  const latencies: number[] = [];
  let refused = 0;
  let next = 0;
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(address)));
  const start = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let index = next++; index < wires.length; index = next++) {
        // Paced requests go at their own moment, whatever became of those before: the queue behind a slow answer counts.
        const at = start + (index * 1000) / perSecond;
        const wait = at - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const began = perSecond === Infinity ? performance.now() : at;
        const status = await exchange(socket, wires[index] as Buffer);
        latencies.push(performance.now() - began);
        if (status !== 200) refused++;
      }
    }),
  );
  const milliseconds = performance.now() - start;
  for (const socket of sockets) socket.destroy();
  return { milliseconds, latencies, refused };
}

function open(address: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address.hostname, port: Number(address.port), noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

function exchange(socket: Socket, wire: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const gone = (): void => reject(new Error("the server closed the connection"));
    const read = (chunk: Buffer): void => {
      text += chunk.toString("latin1");
      if (!isWhole(text)) return;
      socket.off("data", read).off("close", gone);
      resolve(Number(text.slice(9, 12)));
    };
    socket.on("data", read).once("close", gone);
    socket.write(wire);
  });
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /content-length: *(\d+)/i.exec(answer)?.[1];
  return length === undefined ? answer.endsWith("0\r\n\r\n") : answer.length >= end + 4 + Number(length);
}
