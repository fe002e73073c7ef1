import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startMailbox } from "./mailbox.ts";
import type { Mailbox } from "./mailbox.ts";
import { freePort, isFree } from "./ports.ts";

type Kept = { readonly subject: string; readonly to: readonly { readonly address: string }[] };

const crashes: string[] = [];
const onCrash = (sentence: string) => void crashes.push(sentence);
let folder: string;
let port: number;
let mailbox: Mailbox;

const kept = async (): Promise<Kept[]> => (await (await fetch(`${mailbox.url}/email`)).json()) as Kept[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "afterglow-mailbox-"));
  port = await freePort();
  mailbox = await startMailbox({ port, folder, onCrash });
});
afterAll(async () => {
  await mailbox.close();
  await rm(folder, { recursive: true, force: true });
});

it("keeps what it is sent, also over a restart, and lets go of its port", async () => {
  const transport = createTransport(mailbox.smtpUrl);
  await transport.sendMail({ from: "shop@example.com", to: "ada@example.com", subject: "Grüße नमस्ते", text: "Hello" });
  transport.close();
  await expect.poll(kept).toMatchObject([{ subject: "Grüße नमस्ते", to: [{ address: "ada@example.com" }] }]);
  await mailbox.close();
  expect(await isFree(port)).toBe(true);
  mailbox = await startMailbox({ port, folder, onCrash });
  await expect.poll(kept).toMatchObject([{ subject: "Grüße नमस्ते" }]);
  expect(crashes).toEqual([]);
});

it("names the port that is taken, and the variable", async () => {
  await expect(startMailbox({ port, folder, onCrash })).rejects.toThrow(`Port ${port} is in use: stop what uses it, or set MAILBOX_PORT to another.`);
});
