import type { MailState } from "./components/shopper/preferences-page.tsx";
import type { App } from "./context.ts";
import type { Profile } from "./core/profile/profile.ts";

/** Whether marketing mail may go to this customer, as they should be told. */
export function mailState(profile: Profile): MailState {
  const suppressed = profile.suppressed.email?.reason;
  if (suppressed === "bounced" || suppressed === "complained") return "blocked";
  return profile.consent.email?.granted ? "subscribed" : "unsubscribed";
}

/**
 * Records the choice. The key holds the word it replaces, so that the same tap twice is one fact, and a later
 * change of mind is another.
 */
export async function chooseMail(app: App, shopId: string, messageId: string, profile: Profile, granted: boolean, source: string): Promise<void> {
  const word = profile.consent.email;
  if (word?.granted === granted) return;
  const type = granted ? "consent.granted" : "consent.withdrawn";
  // A word is newer than the one it replaces, even within one tick of the clock.
  const at = Math.max(app.now(), (word?.at ?? 0) + 1);
  const key = `message:${messageId}:${type}:${word?.at ?? 0}`;
  await app.record(shopId, [{ profileId: profile.id, event: { key, type, at, data: { channel: "email", source } } }]);
}

/** Whether a mail program asks on its user's behalf, without anyone looking at a page. */
export function isOneClick(form: FormData): boolean {
  return String(form.get("List-Unsubscribe")).toLowerCase() === "one-click";
}
