/** The store's admin as far as the integration goes: what "Activate" does (Magento\Integration\Model\OauthService). */
import { randomBytes } from "node:crypto";
import type { Consumer, OAuthCheck, Token } from "./oauth-check.ts";

export type Activation = {
  /** Makes a new consumer and posts it to the app, as the admin's button does; five seconds and no redirect. */
  activate(callbackUrl: string): Promise<{ readonly status: number; readonly consumer: Consumer }>;
  consumer(): Consumer | null;
  access(): Token | null;
  /** Takes a call of /oauth/token/…; null for any other path. */
  token(method: string, url: string, header: string | undefined, check: OAuthCheck): { readonly status: number; readonly text: string } | null;
  revoke(): void;
};

export function createActivation(baseUrl: string, first: { consumer: Consumer; access: Token }): Activation {
  let consumer: Consumer | null = first.consumer;
  let access: Token | null = first.access;
  let request: Token | null = null;
  let verifier: string | null = null;
  const random = (): string => randomBytes(16).toString("hex");
  return {
    consumer: () => consumer,
    access: () => access,
    revoke: () => {
      access = null;
    },
    async activate(callbackUrl) {
      consumer = { key: random(), secret: random() };
      verifier = random();
      access = null;
      const body = new URLSearchParams({ oauth_consumer_key: consumer.key, oauth_consumer_secret: consumer.secret, store_base_url: `${baseUrl}/`, oauth_verifier: verifier });
      const answer = await fetch(callbackUrl, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(5000) });
      await answer.text();
      return { status: answer.status, consumer };
    },
    token(method, url, header, check) {
      const step = /\/oauth\/token\/(request|access)$/.exec(url.split("?")[0] ?? "")?.[1];
      if (!step || method !== "POST") return null;
      const problem = check.check(method, url, header, (token) => (request?.token === token ? request : null));
      if (problem) return { status: problem.status, text: `oauth_problem=${encodeURIComponent(problem.problem)}` };
      if (step === "request") {
        if (!verifier) return { status: 401, text: "oauth_problem=consumer+has+expired" };
        request = { token: random(), secret: random() };
        return { status: 200, text: form(request) };
      }
      if (!request || !verifier || !header?.includes(`oauth_verifier="${verifier}"`)) return { status: 401, text: "oauth_problem=verifier_invalid" };
      // A verifier is used once.
      [access, request, verifier] = [{ token: random(), secret: random() }, null, null];
      return { status: 200, text: form(access) };
    },
  };
}

const form = ({ token, secret }: Token): string => `oauth_token=${token}&oauth_token_secret=${secret}`;
