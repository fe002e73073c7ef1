/** What the doors for shoppers have in common. */
import { createHash } from "node:crypto";
import type { App } from "./context.ts";
import type { CanonicalEvent } from "./core/event/canonical-event.ts";

/** Whether a person is looking, not a program that fetches ahead of them. */
export function isLook(request: Request): boolean {
  const purpose = request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? "";
  return request.method === "GET" && !purpose.includes("prefetch");
}

/** Records what a shopper did; never in the way of what they came for. */
export async function recordQuietly(app: App, shopId: string, profileId: string, event: CanonicalEvent): Promise<void> {
  try {
    await app.record(shopId, [{ profileId, event }]);
  } catch (error) {
    console.error(`${event.type} was not recorded:`, error instanceof Error ? error.message : error);
  }
}

/** SHA-256 of a text, in hexadecimal digits. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
