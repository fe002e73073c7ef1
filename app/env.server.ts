import { z } from "zod";
import type { AppKeys } from "./core/event/platform-client.ts";
import type { LiveOptions } from "./live.server.ts";
import { StartError } from "./start-error.server.ts";

const PORT_RANGE = "must be a number between 0 and 65535";
const port = z.coerce.number({ error: PORT_RANGE }).int(PORT_RANGE).min(0, PORT_RANGE).max(65_535, PORT_RANGE);
const url = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    error: `must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
  });

const Variables = z.object({
  PORT: port.default(3000),
  MAILBOX_PORT: port.default(1080),
  APP_URL: url("http", "https").transform((text) => text.replace(/\/+$/, "")).optional(),
  APP_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  /** Former values of APP_SECRET, newest first, with commas between: what was sealed with them still opens. */
  APP_SECRET_PREVIOUS: z.string().default("").transform((text) => text.split(",").map((one) => one.trim()).filter(Boolean)),
  DATABASE_URL: url("postgresql", "postgres").optional(),
  REDIS_URL: url("redis", "rediss").optional(),
  SMTP_URL: url("smtp", "smtps").optional(),
  MAIL_FROM: z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, "must be a bare e-mail address").optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_PRIVATE_KEY: z.string().transform((text) => text.replaceAll("\\n", "\n")).optional(),
  SHOPIFY_API_KEY: z.string().optional(),
  SHOPIFY_API_SECRET: z.string().optional(),
  WIX_APP_ID: z.string().optional(),
  WIX_APP_SECRET: z.string().optional(),
  /** PEM of the key Wix signs webhooks with; line breaks may be written as \\n. */
  WIX_PUBLIC_KEY: z.string().transform((text) => text.replaceAll("\\n", "\n")).optional(),
  /** For development: stores may live at private addresses and without TLS. */
  ALLOW_PRIVATE_STORES: z.enum(["0", "1"]).default("0").transform((text) => text === "1"),
  DATA_DIR: z.string().default(".data"),
  DEMO_NOW: z.iso.datetime({ offset: true, error: "must be an instant such as 2026-03-01T09:00:00Z" }).optional(),
  DEMO_RESET: z.enum(["0", "1"]).default("0").transform((text) => text === "1"),
  DEMO_WEBHOOK_SECRET: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

/** The environment, checked. */
export type Env = z.infer<typeof Variables>;
type Set<Name extends keyof Env> = Env & { [Key in Name]-?: NonNullable<Env[Key]> };

/** All variables, with defaults. An empty one counts as unset. @throws StartError naming the one that is wrong */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const result = Variables.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== "")));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StartError(`${String(issue?.path[0])} is wrong: ${issue?.message}.`);
}

/** What a web process cannot do without. Without REDIS_URL it does the worker's part itself. */
export function webEnv(source?: NodeJS.ProcessEnv): Set<"DATABASE_URL" | "APP_URL" | "APP_SECRET" | "SMTP_URL" | "MAIL_FROM"> {
  return needed(readEnv(source), ["DATABASE_URL", "APP_URL", "APP_SECRET", "SMTP_URL", "MAIL_FROM"], "npm start");
}

/** What a worker of its own cannot do without. */
export function workerEnv(source?: NodeJS.ProcessEnv): Set<"DATABASE_URL" | "APP_URL" | "APP_SECRET" | "SMTP_URL" | "MAIL_FROM" | "REDIS_URL"> {
  return needed(readEnv(source), ["DATABASE_URL", "REDIS_URL", "APP_URL", "APP_SECRET", "SMTP_URL", "MAIL_FROM"], "npm run worker");
}

/** The demo brings everything itself. */
export function demoEnv(source?: NodeJS.ProcessEnv): Env {
  return readEnv(source);
}

/** The key that signs mail, if all three parts are set. @throws StartError naming the part that is missing */
export function dkimKey(env: Env): { domain: string; selector: string; privateKey: string } | undefined {
  if (!env.DKIM_DOMAIN && !env.DKIM_SELECTOR && !env.DKIM_PRIVATE_KEY) return undefined;
  const set = needed(env, ["DKIM_DOMAIN", "DKIM_SELECTOR", "DKIM_PRIVATE_KEY"], "signing mail");
  return { domain: set.DKIM_DOMAIN, selector: set.DKIM_SELECTOR, privateKey: set.DKIM_PRIVATE_KEY };
}

/** The environment of a child process: ours and `extra`. */
export function childEnv(extra: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}

function needed<Name extends keyof Env>(env: Env, names: Name[], what: string): Set<Name> {
  for (const name of names) {
    if (env[name] === undefined) throw new StartError(`${name} is not set, and ${what} needs it.`);
  }
  return env as Set<Name>;
}

/** What the environment says of platforms and of secrets at rest. */
export function platformOptions(env: Env): Pick<LiveOptions, "formerSecrets" | "platformKeys" | "reach"> {
  const keys = (id: string | undefined, secret: string | undefined, publicKey?: string): AppKeys | null => (id && secret ? { id, secret, ...(publicKey && { publicKey }) } : null);
  const shopify = keys(env.SHOPIFY_API_KEY, env.SHOPIFY_API_SECRET);
  const wix = keys(env.WIX_APP_ID, env.WIX_APP_SECRET, env.WIX_PUBLIC_KEY);
  return { formerSecrets: env.APP_SECRET_PREVIOUS, platformKeys: { ...(shopify && { shopify }), ...(wix && { wix }) }, reach: { allowPrivate: env.ALLOW_PRIVATE_STORES } };
}
