import type { IdentityKind } from "../core/profile/identity.ts";

/** What an identity is called on the merchant's timeline. */
export function displayNameFor(kind: IdentityKind): string {
  return { ref: "account", email: "e-mail address", user: "sign-in on the website", phone: "phone number", order: "order", anonymous: "browser" }[kind];
}
