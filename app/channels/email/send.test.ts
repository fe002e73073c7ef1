import { createHash, generateKeyPairSync, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { SendOutcome } from "#app/core/message/outcome.ts";
import { keepingServer, readLetter, scriptedServer } from "./smtp.fixture.ts";
import type { Script } from "./smtp.fixture.ts";
import { createEmailChannel } from "./send.ts";
import type { EmailChannelOptions, EmailToSend } from "./send.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const mail: EmailToSend = {
  messageIdHeader: "<0190c1de-1@after.example>", to: "asha.verma@mail.example", fromName: "मिट्टी & Co.", replyTo: "care@kettle.example",
  subject: "आपके ऑर्डर #1002 के लिए धन्यवाद 🫖", html: "<p>नमस्ते, this is the HTML</p>", text: "नमस्ते, this is the text", class: "transactional", unsubscribe: null, listId: null,
};
const marketing: EmailToSend = {
  ...mail, class: "marketing", listId: "demo-woo.after.example",
  unsubscribe: { url: `https://after.example/u/${"t".repeat(52)}`, mailto: "out+abc@after.example" },
};

/** Nothing that answers is ever given up on, however busy the machine. */
const PATIENT = { connectMs: 20_000, greetingMs: 20_000, silenceMs: 20_000, totalMs: 60_000 };
const SHORT = { connectMs: 1500, greetingMs: 1500, silenceMs: 600, totalMs: 4000 };

function channelTo(url: string, options: Partial<EmailChannelOptions> = {}) {
  const channel = createEmailChannel({ smtpUrl: url, from: "hello@after.example", timeouts: PATIENT, ...options });
  closing.push(() => channel.close());
  return channel;
}

async function kept() {
  const server = await keepingServer();
  closing.push(server.close);
  return server;
}

/** What comes of one message when the server behaves so. */
async function outcomeWith(script: Script, options: Partial<EmailChannelOptions> = {}): Promise<SendOutcome> {
  const server = await scriptedServer(script);
  closing.push(server.close);
  const timeouts = Object.values(script).includes("silent") ? SHORT : PATIENT;
  return channelTo(server.url, { timeouts, ...options }).send(mail);
}

test("a letter arrives whole: names, subject and both parts in Unicode, our Message-ID", async () => {
  const server = await kept();
  expect(await channelTo(server.url).send(mail)).toEqual({ kind: "sent", response: expect.stringMatching(/^250 .*queued as 1/) });
  const [letter] = server.letters;
  const parsed = await readLetter(letter);
  expect(letter).toMatchObject({ from: "hello@after.example", to: ["asha.verma@mail.example"] });
  expect(parsed).toMatchObject({ subject: mail.subject, messageId: mail.messageIdHeader, html: expect.stringContaining("नमस्ते, this is the HTML"), text: expect.stringContaining("नमस्ते, this is the text") });
  expect(parsed.from.value).toEqual([{ name: "मिट्टी & Co.", address: "hello@after.example" }]);
  expect(parsed.replyTo?.value[0]?.address).toBe("care@kettle.example");
  expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
  expect(letter?.raw.toString("latin1")).not.toMatch(/^(List-Unsubscribe|Precedence)/im);
  expect(letter?.raw.every((byte) => byte < 128)).toBe(true);
});

test("marketing carries its way out, whole and unbroken", async () => {
  const server = await kept();
  await channelTo(server.url).send(marketing);
  const headers = unfolded(server.letters[0]?.raw ?? Buffer.alloc(0));
  expect(headers).toContain(`List-Unsubscribe: <https://after.example/u/${"t".repeat(52)}>, <mailto:out+abc@after.example>`);
  expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(headers).toContain("List-ID: <demo-woo.after.example>");
  expect(headers).toContain("Precedence: bulk");
});

test("no header can be smuggled in through a name, a subject or an address", async () => {
  const server = await kept();
  const channel = channelTo(server.url);
  await channel.send({ ...mail, subject: "Hi\r\nBcc: all@evil.example\r\n\r\nbody", fromName: 'X" <evil@evil.example>\r\nX-Evil: 1' });
  const headers = unfolded(server.letters[0]?.raw ?? Buffer.alloc(0));
  expect(headers.join("\n")).not.toMatch(/^(Bcc|X-Evil):/m);
  expect(headers).toContain("Subject: Hi Bcc: all@evil.example body");
  expect((await readLetter(server.letters[0])).from.value[0]?.address).toBe("hello@after.example");
  expect(server.letters[0]?.to).toEqual([mail.to]);
  for (const to of ["a@b.example>\r\nRCPT TO:<x@y.example", "nobody", "", "a@b@c"]) expect(await channel.send({ ...mail, to })).toMatchObject({ kind: "failed", deadAddress: true });
});

test("DKIM covers List-Unsubscribe and List-Unsubscribe-Post, and signature and body hash hold", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const server = await kept();
  const dkim = { domain: "after.example", selector: "s1", privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
  const channel = channelTo(server.url, { dkim });
  await channel.send(marketing);
  await channel.send(mail);
  const covered = server.letters.map(({ raw }) => checkDkim(raw, publicKey));
  for (const fields of covered) expect(fields).toEqual(expect.arrayContaining(["from", "to", "subject", "date", "message-id"]));
  expect(covered[0]).toEqual(expect.arrayContaining(["list-unsubscribe", "list-unsubscribe-post", "list-id"]));
  expect(covered[1]).toContain("auto-submitted");
  expect(() => createEmailChannel({ smtpUrl: server.url, from: "a@b.example", dkim: { ...dkim, privateKey: "no key" } })).toThrow();
});

const SERVER_SAYS: [string, Script, object][] = [
  ["no such mailbox", { RCPT: "550 5.1.1 <asha.verma@mail.example> User unknown" }, { kind: "failed", deadAddress: true }],
  ["no such mailbox, pipelined", { pipelining: true, RCPT: "550 5.1.1 no", DATA: "554 no valid recipients" }, { kind: "failed", deadAddress: true }],
  ["no such domain (null MX)", { RCPT: "556 5.1.10 does not accept mail" }, { kind: "failed", deadAddress: true }],
  ["mailbox disabled", { RCPT: "550 5.2.1 disabled" }, { kind: "failed", deadAddress: true }],
  ["said after the data", { dot: "550 5.1.1 no such user" }, { kind: "failed", deadAddress: true }],
  ["550 without more", { RCPT: "550 mailbox unavailable" }, { kind: "failed", deadAddress: true }],
  ["550 that says nothing more", { RCPT: "550 5.5.0 Requested action not taken: mailbox unavailable" }, { kind: "failed", deadAddress: true }],
  ["policy", { RCPT: "550 5.7.1 blocked" }, { kind: "failed", deadAddress: false }],
  ["unauthenticated sender", { dot: "550 5.7.515 Access denied, sending domain does not pass SPF" }, { kind: "failed", deadAddress: false }],
  ["policy in words only", { RCPT: "550 Relaying denied" }, { kind: "failed", deadAddress: false }],
  ["content refused without a code", { dot: "550 rejected" }, { kind: "failed", deadAddress: false }],
  ["mailbox full for good", { RCPT: "552 5.2.2 full" }, { kind: "failed", deadAddress: false }],
  ["sender refused", { MAIL: "550 5.1.8 sender unknown" }, { kind: "failed", deadAddress: false }],
  ["greylisted", { RCPT: "451 4.7.1 greylisted, try later" }, { kind: "retry" }],
  ["busy at the end", { dot: "452 4.3.1 out of disk" }, { kind: "retry" }],
  ["closing at RCPT", { RCPT: "421 4.7.0 too many connections" }, { kind: "retry" }],
  ["closing after the data", { dot: "421 4.3.2 shutting down" }, { kind: "retry" }],
  ["DATA refused for now", { DATA: "451 4.3.0 later" }, { kind: "retry" }],
  ["wants a sign-in", { MAIL: "530 5.7.0 Authentication required" }, { kind: "retry" }],
  ["unwelcome at the door", { greeting: "554 5.7.1 go away" }, { kind: "retry" }],
  ["EHLO refused", { EHLO: "502 no" }, { kind: "retry" }],
  ["no answer at the door", { greeting: "silent" }, { kind: "retry" }],
  ["dropped at the door", { greeting: "drop" }, { kind: "retry" }],
  ["dropped at MAIL", { MAIL: "drop" }, { kind: "retry" }],
  ["dropped at RCPT", { RCPT: "drop" }, { kind: "retry" }],
  ["dropped at DATA", { DATA: "drop" }, { kind: "retry" }],
  ["silent at RCPT", { RCPT: "silent" }, { kind: "retry" }],
  ["dropped after the dot", { dot: "drop" }, { kind: "unknown" }],
  ["closed politely after the dot", { dot: "end" }, { kind: "unknown" }],
  ["silent after the dot", { dot: "silent" }, { kind: "unknown" }],
  ["dropped after the dot, pipelined", { pipelining: true, dot: "drop" }, { kind: "unknown" }],
  ["nonsense after the dot", { dot: "hello there" }, { kind: "unknown" }],
  ["taken", {}, { kind: "sent", response: "250 2.0.0 taken" }],
  ["taken, pipelined", { pipelining: true }, { kind: "sent" }],
];

test.each(SERVER_SAYS)("server: %s", async (_name, script, expected) => {
  const outcome = await outcomeWith(script);
  expect(outcome).toMatchObject(expected);
  if (outcome.kind === "sent") return;
  expect(`${outcome.reason} ${outcome.log}`).not.toMatch(/asha|verma|@/i);
  expect(outcome.reason).toMatch(/^[A-Z].+/);
  expect(outcome.log).not.toMatch(/[\r\n]/);
});

test("nobody listening, a name that is none, a refused sign-in: to be tried again", async () => {
  expect(await channelTo("smtp://127.0.0.1:1").send(mail)).toMatchObject({ kind: "retry" });
  expect(await channelTo("smtp://no-such-host.invalid:25").send(mail)).toMatchObject({ kind: "retry" });
  const server = await scriptedServer({ AUTH: "535 5.7.8 bad credentials" });
  closing.push(server.close);
  expect(await channelTo(server.url.replace("//", "//user:wrong@")).send(mail)).toMatchObject({ kind: "retry", reason: "The mail server refused our sign-in." });
});

test("a large letter cut off in its middle was never whole, so it may be tried again", async () => {
  const server = await scriptedServer({ body: "drop" });
  closing.push(server.close);
  expect(await channelTo(server.url).send({ ...mail, html: "x ".repeat(8_000_000) })).toMatchObject({ kind: "retry" });
});

test("a server that trickles is given up on in the end", async () => {
  const outcome = await outcomeWith({ dot: "silent" }, { timeouts: { silenceMs: 60_000, totalMs: 400 } });
  expect(outcome).toMatchObject({ kind: "unknown", log: "EABORT CONN" });
});

test("an idle connection the server dropped costs nothing: the next letter goes over a new one, once", async () => {
  const server = await scriptedServer({});
  closing.push(server.close);
  const channel = channelTo(server.url, { timeouts: SHORT });
  expect(await channel.send(mail)).toMatchObject({ kind: "sent" });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await channel.send(mail)).toMatchObject({ kind: "sent" });
  expect(server.bodies).toHaveLength(2);
});

test("a pool uses few connections for many letters, and closing waits for them", async () => {
  const server = await kept();
  const channel = createEmailChannel({ smtpUrl: server.url, from: "hello@after.example", maxConnections: 3 });
  const all = Array.from({ length: 60 }, (_, index) => channel.send({ ...mail, messageIdHeader: `<${index}@after.example>` }));
  await channel.close();
  expect((await Promise.all(all)).filter(({ kind }) => kind === "sent")).toHaveLength(60);
  expect(server.letters).toHaveLength(60);
  expect(server.connections()).toBeLessThanOrEqual(3);
  expect(await channel.send(mail)).toMatchObject({ kind: "retry" });
});

function unfolded(raw: Buffer): string[] {
  const text = raw.toString("latin1");
  return text.slice(0, text.indexOf("\r\n\r\n")).replace(/\r\n(?=[ \t])/g, "").split("\r\n");
}

/** Verifies a relaxed/relaxed rsa-sha256 signature by RFC 6376 sections 3.4 and 3.7, and gives the covered fields. */
function checkDkim(raw: Buffer, publicKey: KeyObject): string[] {
  const text = raw.toString("latin1");
  const head = text.slice(0, text.indexOf("\r\n\r\n") + 2).match(/[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*/g) ?? [];
  const relaxed = (field: string): string => {
    const colon = field.indexOf(":");
    return `${field.slice(0, colon).trim().toLowerCase()}:${field.slice(colon + 1).replace(/\r\n(?=[ \t])/g, "").replace(/[ \t]+/g, " ").trim()}`;
  };
  const signature = relaxed(head.find((field) => /^dkim-signature:/i.test(field)) ?? "");
  const tag = (name: string): string => new RegExp(`[;:]\\s*${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s/g, "") ?? "";
  const body = text.slice(text.indexOf("\r\n\r\n") + 4).replace(/[ \t]+(?=\r\n)/g, "").replace(/[ \t]+/g, " ").replace(/(\r\n)*$/, "\r\n");
  expect(tag("bh")).toBe(createHash("sha256").update(body, "latin1").digest("base64"));
  const fields = tag("h").toLowerCase().split(":");
  const signed = fields.map((name) => `${relaxed(head.findLast((field) => field.toLowerCase().startsWith(`${name}:`)) ?? "")}\r\n`).join("");
  const unsignedSignature = signature.replace(/([;:]\s*b=)[^;]*$/, "$1");
  expect(verify("rsa-sha256", Buffer.from(signed + unsignedSignature, "latin1"), publicKey, Buffer.from(tag("b"), "base64"))).toBe(true);
  expect([tag("d"), tag("s"), tag("a")]).toEqual(["after.example", "s1", "rsa-sha256"]);
  return fields;
}
