import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

/** One message as the server took it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  raw: Buffer;
  parsed: ParsedMail;
}

/** What the server does with the next message: take it, refuse it for now or for good, say nothing, or hang up (before or after keeping it). */
export type SmtpBehaviour = "accept" | "refuse-now" | "refuse-for-good" | "hang" | "drop" | "keep-then-drop";

/** A real SMTP server that keeps what it is sent. */
export interface TestSmtp {
  url: string;
  mails: ReceivedMail[];
  /** How the next messages are answered; a function decides by recipient. */
  behave(behaviour: SmtpBehaviour | ((recipient: string) => SmtpBehaviour)): void;
  /** Resolves once `count` mails are there. @throws after `timeout` milliseconds */
  waitFor(count: number, timeout?: number): Promise<ReceivedMail[]>;
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine, or on `port`. */
export async function startSmtp({ port = 0 }: { port?: number } = {}): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  let decide: (recipient: string) => SmtpBehaviour = () => "accept";
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((address) => address.address);
        const behaviour = decide(to[0] ?? "");
        const raw = Buffer.concat(chunks);
        const keep = () => store(mails, raw, session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address, to);
        void settle(behaviour, keep, answer, () => hangUp(server, session.id));
      });
    },
  });
  server.on("error", () => undefined); // a client that goes away is part of what is tested
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    behave: (behaviour) => (decide = typeof behaviour === "function" ? behaviour : () => behaviour),
    waitFor: (count, timeout = 30_000) => waitFor(mails, count, timeout),
    close: () => new Promise((resolve) => (closeConnections(server), server.close(() => resolve()))),
  };
}

type Answer = (error?: Error | null, message?: string) => void;

async function settle(behaviour: SmtpBehaviour, keep: () => Promise<void>, answer: Answer, drop: () => void): Promise<void> {
  if (behaviour === "refuse-now") return answer(refusal(451, "4.7.1 Greylisted, try again later"));
  if (behaviour === "refuse-for-good") return answer(refusal(550, "5.1.1 No such user here"));
  if (behaviour === "hang") return;
  if (behaviour === "drop") return drop();
  await keep();
  return behaviour === "keep-then-drop" ? drop() : answer(null, "2.0.0 Kept");
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function store(mails: ReceivedMail[], raw: Buffer, from: string, to: string[]): Promise<void> {
  mails.push({ from, to, raw, parsed: await simpleParser(raw) });
}

interface Connection {
  id: string;
  _socket: { destroy(): void };
}

function connectionsOf(server: SMTPServer): Connection[] {
  return [...((server as unknown as { connections: Iterable<Connection> }).connections ?? [])];
}

function hangUp(server: SMTPServer, session: string): void {
  for (const connection of connectionsOf(server)) if (connection.id === session) connection._socket.destroy();
}

function closeConnections(server: SMTPServer): void {
  for (const connection of connectionsOf(server)) connection._socket.destroy();
}

async function waitFor(mails: ReceivedMail[], count: number, timeout: number): Promise<ReceivedMail[]> {
  for (const end = Date.now() + timeout; mails.length < count; ) {
    if (Date.now() > end) throw new Error(`Waited ${timeout} ms for ${count} mails and have ${mails.length}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return mails;
}
