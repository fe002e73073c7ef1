import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer } from "smtp-server";

export type TakenMail = { readonly messageId: string; readonly recipient: string };

/** A real SMTP server that answers after random small delays, so that senders die at every point of a mail. */
export type MailServer = {
  readonly url: string;
  readonly taken: TakenMail[];
  /** Resolves when the next mail was taken, before its sender hears so. */
  nextTaken(): Promise<void>;
  close(): Promise<void>;
};

/** @param chance draws in [0, 1) */
export async function startMailServer(chance: () => number, mostMs: number): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const watchers: (() => void)[] = [];
  const delay = (): Promise<void> => sleep(chance() * mostMs);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onRcptTo: (_address, _session, answer) => void delay().then(() => answer()),
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        // Taken before it is answered: a sender that dies in between cannot know.
        const messageId = /^Message-ID: *(\S+)/im.exec(Buffer.concat(chunks).toString("latin1"))?.[1] ?? "none";
        taken.push({ messageId, recipient: session.envelope.rcptTo[0]?.address ?? "" });
        for (const tell of watchers.splice(0)) tell();
        void delay().then(() => answer(null, "2.0.0 Kept"));
      });
    },
  });
  server.on("error", () => undefined); // senders that were killed
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    nextTaken: () => new Promise((resolve) => watchers.push(resolve)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
