/** Mail servers for the tests: one that keeps what it gets, and one that says and does what it is told. */
import { createRequire } from "node:module";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { SMTPServer } from "smtp-server";

type Mailbox = { readonly name: string; readonly address: string };
export type ParsedLetter = {
  readonly subject: string;
  readonly messageId: string;
  readonly html: string;
  readonly text: string;
  readonly from: { readonly value: Mailbox[] };
  readonly replyTo?: { readonly value: Mailbox[] };
  readonly headers: ReadonlyMap<string, unknown>;
};

/** Reads a letter as a mail program does. The package comes without types. */
const { simpleParser } = createRequire(import.meta.url)("mailparser") as { simpleParser(raw: Buffer): Promise<ParsedLetter> };
export const readLetter = (letter: Letter | undefined): Promise<ParsedLetter> => simpleParser(letter?.raw ?? Buffer.alloc(0));

export type Letter = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer };

/** A real SMTP server (smtp-server) that keeps every message as its bytes came. */
export async function keepingServer(): Promise<{ url: string; letters: Letter[]; connections: () => number; close(): Promise<void> }> {
  const letters: Letter[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true, hideSTARTTLS: true, disableReverseLookup: true, logger: false,
    onConnect(_session, done) {
      connections++;
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map((to) => to.address), raw: Buffer.concat(chunks) });
        done(null, `queued as ${letters.length}`);
      });
    },
  });
  server.on("error", () => undefined);
  const url = await listening(server.listen(0, "127.0.0.1"));
  return { url, letters, connections: () => connections, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** What to answer at each step; "drop" resets the connection, "silent" never answers. */
export type Script = Partial<Record<"greeting" | "EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "body" | "dot", string>> & {
  readonly pipelining?: boolean;
  /** Whether the server takes the sessions after the first without trouble. */
  readonly onlyFirst?: boolean;
};

const POLITE = { greeting: "220 test", EHLO: "250-test", AUTH: "235 ok", MAIL: "250 ok", RCPT: "250 ok", DATA: "354 go", body: "", dot: "250 2.0.0 taken" };

/** A TCP server that speaks SMTP by the script, for what no well-behaved server can be made to do. */
export async function scriptedServer(script: Script): Promise<{ url: string; bodies: string[]; close(): Promise<void> }> {
  const bodies: string[] = [];
  const sockets = new Set<Socket>();
  let sessions = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const lines = { ...POLITE, ...(script.onlyFirst && sessions++ > 0 ? {} : script) };
    serve(socket, lines, Boolean(script.pipelining), bodies);
  });
  const url = await listening(server.listen(0, "127.0.0.1"));
  return {
    url,
    bodies,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function serve(socket: Socket, lines: typeof POLITE, pipelining: boolean, bodies: string[]): void {
  let rest = "";
  let inBody = false;
  const say = (answer: string): void => {
    if (answer === "drop") socket.resetAndDestroy();
    else if (answer === "end") socket.end();
    else if (answer !== "silent") socket.write(`${answer}\r\n`);
  };
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    rest += chunk.toString("latin1");
    for (;;) {
      if (inBody) {
        if (lines.body) return say(lines.body);
        const end = rest.indexOf("\r\n.\r\n");
        if (end < 0) return;
        bodies.push(rest.slice(0, end));
        rest = rest.slice(end + 5);
        inBody = false;
        say(lines.dot);
        continue;
      }
      const end = rest.indexOf("\r\n");
      if (end < 0) return;
      const command = rest.slice(0, 4).toUpperCase();
      rest = rest.slice(end + 2);
      if (command === "EHLO") say(lines.EHLO === "250-test" ? `250-test${pipelining ? "\r\n250-PIPELINING" : ""}${lines.AUTH === "235 ok" ? "" : "\r\n250-AUTH PLAIN"}\r\n250 8BITMIME` : lines.EHLO);
      else if (command === "QUIT") socket.end("221 bye\r\n");
      else if (command === "RSET") say("250 ok");
      else if (command === "AUTH" || command === "MAIL" || command === "RCPT") say(lines[command]);
      else if (command === "DATA") {
        say(lines.DATA);
        inBody = lines.DATA.startsWith("3");
      }
    }
  });
  say(lines.greeting);
}

function listening(server: { once(event: "listening", done: () => void): unknown; address(): unknown } | { server: Server }): Promise<string> {
  const inner = "server" in server ? server.server : server;
  return new Promise((resolve) => inner.once("listening", () => resolve(`smtp://127.0.0.1:${(inner.address() as AddressInfo).port}`)));
}
