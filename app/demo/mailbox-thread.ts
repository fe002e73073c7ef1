/** The thread that maildev runs in. Its parts are started one by one: its own start takes over the process's signals. */
import type { EventEmitter } from "node:events";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { errorCode } from "../start-error.server.ts";
import type { MailboxMessage } from "./mailbox.ts";

type MailServer = EventEmitter & {
  create(port: number, host: string, folder: string): void;
  loadMailsFromDirectory(): void;
  readonly smtp: EventEmitter & { readonly server: Server; listen(port: number, host: string, listening: () => void): void };
};
type Web = { start(port: number, host: string, mail: MailServer, user: undefined, password: undefined, path: undefined, secure: object): void; readonly server: Server };

const require = createRequire(import.meta.url);
(require("maildev/lib/logger") as { setLevel(level: number): void }).setLevel(0);
const mail = require("maildev/lib/mailserver") as MailServer;
const web = require("maildev/lib/web") as Web;

const HOST = "127.0.0.1";
const MOST = 1_000;
const { port, folder } = workerData as { port: number; folder: string };
const tell = (message: MailboxMessage): void => parentPort?.postMessage(message);
const failed = (error: Error): void => tell({ kind: "failed", code: errorCode(error), message: error.message });

mkdirSync(folder, { recursive: true });
keepNewest(folder);
mail.create(0, HOST, folder);
mail.loadMailsFromDirectory();
mail.smtp.once("error", failed);
mail.smtp.listen(0, HOST, () => {
  web.start(port, HOST, mail, undefined, undefined, undefined, {});
  web.server.once("error", failed);
  web.server.once("listening", () => tell({ kind: "ready", smtpPort: (mail.smtp.server.address() as AddressInfo).port }));
});

/** maildev holds every mail it finds in memory. */
function keepNewest(path: string): void {
  const files = readdirSync(path).map((name) => ({ file: join(path, name), at: statSync(join(path, name)).mtimeMs }));
  for (const { file } of files.sort((a, b) => b.at - a.at).slice(MOST)) rmSync(file, { recursive: true, force: true });
}
