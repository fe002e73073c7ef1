/** What an error of nodemailer means for one message. */
import type { NodemailerError } from "nodemailer";
import type { SendOutcome } from "#app/core/message/outcome.ts";

/** How far the message got: whether the last of its bytes was handed to the connection. */
export type Progress = { handedOver: boolean };

/** The server answered this very message, as opposed to the connection, our sign-in or our greeting. */
const ANSWERS: ReadonlySet<string | undefined> = new Set(["EENVELOPE", "EMESSAGE"]);

/**
 * Our sign-in is missing or refused (RFC 4954, section 6): the message is not at fault, and waits
 * until someone mends it. 503 says the session was in the wrong state.
 */
const SESSION_CODES: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);

/**
 * - An answer of 4xx: put off. 5xx: refused.
 * - Trouble before the last byte was handed over: the server cannot have taken it, so it may be tried again
 *   (the final dot that ends the data, RFC 5321 4.1.1.4, was never sent).
 * - Trouble after that and before the answer: nobody can know.
 */
export function outcomeOf(error: NodemailerError, progress: Progress, recipient: string): SendOutcome {
  const code = error.responseCode;
  const where = error.command ?? "CONN";
  const reply = readReply(error.response ?? "");
  const log = [error.code ?? "no code", where, code, reply.enhanced].filter(Boolean).join(" ");
  const answered = ANSWERS.has(error.code);
  // What is neither a yes nor a no (RFC 5321 4.2.1) after the data leaves it open.
  if (progress.handedOver && (code === undefined || (answered && code < 400))) {
    return { kind: "unknown", reason: "The e-mail was handed over, but the mail server's answer did not come back. It may or may not have arrived.", log };
  }
  if (answered) {
    if (code === undefined) return { kind: "failed", deadAddress: false, reason: "Our mail server cannot take this e-mail: it is too large, or its address is not one.", log };
    const words = quote(code, reply, recipient);
    if (code < 500 || SESSION_CODES.has(code)) return { kind: "retry", reason: `The mail server put it off: ${words}`, log };
    const deadAddress = isDeadAddress(code, reply, where);
    return { kind: "failed", deadAddress, reason: deadAddress ? `The address cannot be reached: ${words}` : `The mail server refused it: ${words}`, log };
  }
  return { kind: "retry", reason: CONNECTION_WORDS[error.code ?? ""] ?? "The connection to the mail server broke before the e-mail was handed over.", log };
}

const CONNECTION_WORDS: Readonly<Record<string, string>> = {
  EAUTH: "The mail server refused our sign-in.",
  ENOAUTH: "The mail server wants a sign-in, and none is configured.",
  EDNS: "The mail server's name could not be resolved.",
  ETLS: "No secure connection to the mail server could be made.",
  EABORT: "The mail server took too long.",
  ETIMEDOUT: "The mail server took too long.",
};

type Reply = { readonly enhanced: string | null; readonly text: string };

/** Splits "550-5.1.1 No such user\n550 5.1.1 here" into its enhanced code (RFC 3463) and its text. */
function readReply(response: string): Reply {
  const text = response.replace(/^\d{3}[ -]?/gm, "").replace(/\s+/g, " ").trim();
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
  return { enhanced, text: enhanced ? text.replaceAll(enhanced, "").replace(/\s+/g, " ").trim() : text };
}

/** Bad mailbox, bad system, bad syntax, moved, null MX (RFC 7505), disabled: RFC 3463 3.2 and 3.3. 5.1.7 and 5.1.8 are about us. */
const DEAD: ReadonlySet<string> = new Set(["5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]);
/** These say no more than the three digits do; a large provider answers "550 5.5.0 mailbox unavailable". */
const SAYS_NOTHING: ReadonlySet<string | null> = new Set([null, "5.0.0", "5.5.0"]);
/** Without an enhanced code, only the words tell a policy from a missing mailbox. */
const POLICY = /relay|spam|block|black ?list|deny|denied|policy|reputation|authenti|\bspf\b|\bdkim\b|\bdmarc\b|\b[rd]n?s?bl\b|spamhaus|sender|\bhelo\b|\brdns\b|reverse dns/i;

/**
 * Whether the address is one never to write to again. A refused sender, a policy (5.7.x) or a full
 * mailbox (5.2.2) is not; nor is a bare 550 for the content, which mostly means "looks like spam".
 */
function isDeadAddress(code: number, reply: Reply, where: string): boolean {
  if (where === "MAIL FROM") return false;
  if (reply.enhanced && DEAD.has(reply.enhanced)) return true;
  return SAYS_NOTHING.has(reply.enhanced) && where === "RCPT TO" && [550, 551, 553].includes(code) && !POLICY.test(reply.text);
}

/** The server's words for the merchant; whoever it names is left out, so that the row outlives an erasure. */
function quote(code: number, reply: Reply, recipient: string): string {
  const local = recipient.split("@")[0] ?? "";
  const text = reply.text
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, "(address)")
    .split(/(\s+)/)
    .map((word) => (local.length > 2 && word.toLowerCase().includes(local.toLowerCase()) ? "(address)" : word))
    .join("")
    .slice(0, 200);
  return `${code}${reply.enhanced ? ` ${reply.enhanced}` : ""}${text ? ` ${text}` : ""}`;
}
