/** WooCommerce's webhooks as class-wc-webhook.php runs them: queued, built when they are delivered, never sent twice. */
import { createHash } from "node:crypto";
import { wooBody } from "#connectors/woocommerce/fixtures.ts";
import type { Json } from "#connectors/woocommerce/fixtures.ts";
import { signature } from "#connectors/woocommerce/verify.ts";
import type { SentWebhook } from "../store-double.ts";
import type { Happened } from "./stock-room.ts";

export type Hook = { readonly id: number; name: string; topic: string; status: string; delivery_url: string; secret: string; failures: number };

/** "more than 5" is asked before the count goes up, so the seventh failure in a row disables. */
const MOST_FAILURES = 5;

export class Hooks {
  readonly all = new Map<number, Hook>();
  private readonly waiting = new Map<string, { readonly hook: Hook; readonly id: number }>();
  private lastSent: { readonly hook: Hook; failed: boolean }[] = [];
  private readonly sentBy = new Map<SentWebhook, { readonly hook: Hook; failed: boolean }>();
  private next = 1;

  create(given: Json): Hook {
    const hook: Hook = { id: this.next++, name: String(given["name"] ?? ""), topic: String(given["topic"]), status: String(given["status"] ?? "active"), delivery_url: String(given["delivery_url"]), secret: String(given["secret"] ?? "x".repeat(50)), failures: 0 };
    this.all.set(hook.id, hook);
    return hook;
  }

  /** Switching it on again leaves the count of failures as it is. */
  update(id: number, given: Json): Hook | null {
    const hook = this.all.get(id);
    if (hook) for (const key of ["name", "topic", "status", "delivery_url", "secret"] as const) if (typeof given[key] === "string") hook[key] = given[key];
    return hook ?? null;
  }

  /** The same delivery that still waits is not queued again. */
  queue({ topic, id }: Happened): void {
    for (const hook of this.all.values()) if (hook.topic === topic && hook.status === "active") this.waiting.set(`${hook.id}|${id}`, { hook, id });
  }

  /** @param bodyOf the resource as it is now: an error of the API where it is gone */
  take(bodyOf: (topic: string, id: number) => Json, source: string, now: number): SentWebhook[] {
    for (const { hook, failed } of this.lastSent) if (!failed) hook.failures = 0;
    this.lastSent = [];
    const due = [...this.waiting.values()].filter(({ hook }) => hook.status === "active");
    this.waiting.clear();
    return due.map(({ hook, id }) => {
      const body = wooBody(bodyOf(hook.topic, id));
      const [resource = "", event = ""] = hook.topic.split(".");
      const headers = {
        "content-type": "application/json", "user-agent": "WooCommerce/10.5.0 Hookshot (WordPress/6.9.7)", "x-wc-webhook-source": `${source}/`, "x-wc-webhook-topic": hook.topic, "x-wc-webhook-resource": resource,
        "x-wc-webhook-event": event, "x-wc-webhook-signature": signature(body, hook.secret), "x-wc-webhook-id": String(hook.id),
        // Of the webhook and the second only: several deliveries can share it.
        "x-wc-webhook-delivery-id": createHash("md5").update(`${hook.id}|${Math.floor(now / 1000)}`).digest("hex"),
      };
      const sent = { path: new URL(hook.delivery_url).pathname, headers, body };
      const outcome = { hook, failed: false };
      this.lastSent.push(outcome);
      this.sentBy.set(sent, outcome);
      return sent;
    });
  }

  failed(sent: SentWebhook): void {
    const outcome = this.sentBy.get(sent);
    if (!outcome || outcome.failed) return;
    outcome.failed = true;
    if (outcome.hook.failures > MOST_FAILURES) outcome.hook.status = "disabled";
    else outcome.hook.failures += 1;
  }
}

/** As the API shows one: without its secret. */
export function hookJson({ id, name, topic, status, delivery_url }: Hook): Json {
  const [resource, event] = topic.split(".");
  return { id, name, status, topic, resource, event, hooks: [], delivery_url, date_created_gmt: "2026-05-01T09:00:00", date_modified_gmt: "2026-05-01T09:00:00" };
}
