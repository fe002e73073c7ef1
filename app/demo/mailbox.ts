import { Worker } from "node:worker_threads";
import { StartError, errorCode } from "../start-error.server.ts";
import { freePort, isFree } from "./ports.ts";

export type Mailbox = {
  /** Where its page and its JSON API are. */
  readonly url: string;
  readonly smtpUrl: string;
  close(): Promise<void>;
};

export type MailboxOptions = {
  readonly port: number;
  /** Keeps the mail between runs. */
  readonly folder: string;
  readonly onCrash: (sentence: string) => void;
};

export type MailboxMessage = { readonly kind: "ready"; readonly smtpPort: number } | { readonly kind: "failed"; readonly code: string; readonly message: string };

/**
 * Starts maildev in a thread of its own: its page shows what the shops send, and nothing leaves the machine.
 * @throws StartError when the port is taken
 */
export async function startMailbox({ port, folder, onCrash }: MailboxOptions): Promise<Mailbox> {
  // maildev reads 0 as its default.
  const webPort = port === 0 ? await freePort() : port;
  const taken = new StartError(`Port ${port} is in use: stop what uses it, or set MAILBOX_PORT to another.`);
  if (!(await isFree(port))) throw taken;
  const worker = new Worker(new URL("./mailbox-thread.ts", import.meta.url), { workerData: { port: webPort, folder } });
  let closing = false;
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const { smtpPort } = await new Promise<Extract<MailboxMessage, { kind: "ready" }>>((resolve, reject) => {
    worker.once("error", (error) => reject(errorCode(error) === "EADDRINUSE" ? taken : error));
    worker.once("exit", () => reject(new StartError("The mailbox did not start.")));
    worker.once("message", (message: MailboxMessage) => (message.kind === "ready" ? resolve(message) : reject(message.code === "EADDRINUSE" ? taken : new StartError(`The mailbox did not start: ${message.message}`))));
  });
  worker.on("error", (error) => !closing && onCrash(`The mailbox ended unexpectedly: ${error instanceof Error ? error.message : String(error)}.`));
  void ended.then(() => !closing && onCrash("The mailbox ended unexpectedly."));
  return {
    url: `http://localhost:${webPort}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    async close() {
      closing = true;
      await worker.terminate();
    },
  };
}
