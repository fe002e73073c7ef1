/** E-mail by SMTP. */
import { createTransport } from "nodemailer";
import type { NodemailerError, SMTPPoolOptions, SendMailOptions } from "nodemailer";
import type { SendOutcome } from "#app/core/message/outcome.ts";
import { headline, oneLine } from "#app/core/message/words.ts";
import type { Channel } from "../channel.ts";
import { dkimOptions } from "./dkim.ts";
import type { DkimKey } from "./dkim.ts";
import { kindHeaders } from "./headers.ts";
import type { EmailKind } from "./headers.ts";
import { outcomeOf } from "./outcome.ts";
import type { Progress } from "./outcome.ts";

export type EmailToSend = EmailKind & {
  /** "<id@domain>", minted before the first try; every try carries the same. */
  readonly messageIdHeader: string;
  readonly to: string;
  readonly fromName: string;
  /** The shop's support address. */
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Date header; left out, it is the moment of sending. */
  readonly date?: Date | undefined;
};

export type EmailChannelOptions = {
  /** smtp://user:password@host:587, smtps:// for TLS from the start. */
  readonly smtpUrl: string;
  /** Address all mail comes from; the name beside it is the shop's. */
  readonly from: string;
  readonly dkim?: DkimKey | undefined;
  readonly maxConnections?: number | undefined;
  readonly maxMessagesPerConnection?: number | undefined;
  readonly maxPerSecond?: number | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
};

type Timeouts = { readonly connectMs: number; readonly greetingMs: number; readonly silenceMs: number; readonly totalMs: number };

/**
 * RFC 5321 4.5.3.2 allows servers minutes, and ten for the last answer; giving up too early there makes a
 * sent message an unknown one. The total bounds a server that trickles, and how long a worker holds its lease.
 */
const TIMEOUTS: Timeouts = { connectMs: 20_000, greetingMs: 30_000, silenceMs: 120_000, totalMs: 300_000 };

export type EmailChannel = Channel<EmailToSend>;

/** @throws when the DKIM key cannot sign */
export function createEmailChannel(options: EmailChannelOptions): EmailChannel {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const settings: SMTPPoolOptions & { pool: true } = {
    url: options.smtpUrl,
    pool: true,
    maxConnections: options.maxConnections ?? 5,
    maxMessages: options.maxMessagesPerConnection ?? 100,
    ...(options.maxPerSecond ? { rateLimit: options.maxPerSecond, rateDelta: 1000 } : {}),
    // Every drop before the greeting is ours to count and to wait for, not the pool's.
    maxRequeues: 1,
    connectionTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(options.dkim ? { dkim: dkimOptions(options.dkim) } : {}),
  };
  const transport = createTransport(settings);
  transport.use("stream", watchHandOver);
  const underway = new Set<Promise<SendOutcome>>();

  async function attempt(mail: EmailToSend): Promise<SendOutcome> {
    const progress: Progress = { handedOver: false };
    try {
      const data: WithProgress = { ...envelope(options.from, mail), progress, signal: AbortSignal.timeout(timeouts.totalMs) };
      const { response } = await transport.sendMail(data);
      return { kind: "sent", response: String(response) };
    } catch (error) {
      return outcomeOf(error as NodemailerError, progress, mail.to);
    }
  }

  return {
    send(mail) {
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(mail.to)) {
        return Promise.resolve({ kind: "failed", deadAddress: true, reason: "This is not an e-mail address.", log: "not an address" });
      }
      const sending = attempt(mail).finally(() => underway.delete(sending));
      underway.add(sending);
      return sending;
    },
    async close() {
      await Promise.all(underway);
      transport.close();
    },
  };
}

function envelope(from: string, mail: EmailToSend) {
  return {
    from: { name: oneLine(mail.fromName, 80), address: from },
    to: { name: "", address: mail.to },
    ...(mail.replyTo ? { replyTo: { name: oneLine(mail.fromName, 80), address: mail.replyTo } } : {}),
    messageId: mail.messageIdHeader,
    ...(mail.date ? { date: mail.date } : {}),
    subject: headline(mail.subject),
    html: mail.html,
    text: mail.text,
    headers: kindHeaders(mail),
  };
}

type WithProgress = SendMailOptions & { progress: Progress };
type Streamed = { readonly data: object; readonly message: { createReadStream(options?: object): NodeJS.ReadableStream } };

/**
 * nodemailer does not say how far a message got. The stream it reads last, after signing, ends only when
 * all of it went to the connection, and the closing dot follows that. The pool makes a new stream when
 * it moves a message to another connection before its first byte.
 */
function watchHandOver(mail: Streamed, done: () => void): void {
  const { progress } = mail.data as WithProgress;
  const create = mail.message.createReadStream.bind(mail.message);
  mail.message.createReadStream = (options) => create(options).once("end", () => (progress.handedOver = true));
  done();
}
