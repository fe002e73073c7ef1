import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

/** Takes all mail at once and keeps none: just enough SMTP (RFC 5321) for one client, at next to no cost. */
export async function startMailSink(): Promise<{ readonly url: string; readonly taken: () => number }> {
  let taken = 0;
  const server = createServer((socket) => {
    let inData = false;
    let rest = "";
    socket.on("error", () => socket.destroy());
    socket.write("220 sink\r\n");
    socket.on("data", (chunk: Buffer) => {
      rest += chunk.toString("latin1");
      if (inData) {
        if (!rest.endsWith("\r\n.\r\n")) return void (rest = rest.slice(-5));
        inData = false;
        taken++;
        rest = "";
        return void socket.write("250 kept\r\n");
      }
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const verb = rest.slice(0, 4).toUpperCase();
        rest = rest.slice(end + 2);
        inData = verb === "DATA";
        socket.write(inData ? "354 go on\r\n" : verb === "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken: () => taken };
}
