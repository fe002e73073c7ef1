import type { Channel } from "../event/snapshot.ts";
import type { Profile } from "../profile/profile.ts";

/** Where a customer is reached by a channel; null where nowhere is known. */
export function addressOf(profile: Profile, channel: Channel): string | null {
  switch (channel) {
    case "email":
      return profile.email?.value ?? null;
    case "sms":
    case "whatsapp":
      return profile.phone?.value ?? null;
    case "push":
      // Subscriptions come with the storefront's service worker; until then only a consent for push says that there is one.
      return profile.consent.push?.granted ? profile.id : null;
  }
}
