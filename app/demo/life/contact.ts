import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Shopper } from "./shopper.ts";
import type { Purchase } from "./purchase.ts";

/** What a shopper typed in at one checkout. People are not consistent, and profiles must survive it. */
export function contactAt({ shopper, nth }: Purchase): { readonly email: string | null; readonly phone: string | null } {
  const { email, phone, index } = shopper;
  if (email === null || phone === null) return { email: nth % 5 === 3 ? capitalised(email) : email, phone };
  // First by phone, then by e-mail, then by both: three records that turn out to be one customer.
  if (shopper.account === "second" && index % 2 === 0 && nth < 2) return nth === 0 ? { email: null, phone } : { email, phone: null };
  return { email: nth % 5 === 3 ? capitalised(email) : email, phone };
}

function capitalised(email: string | null): string | null {
  return email && email.charAt(0).toUpperCase() + email.slice(1);
}

/** What the account says of marketing at a moment, and since when; people change their mind there, once. */
export function accountConsent(shopper: Shopper, accountSince: Instant, at: Instant): { readonly granted: boolean; readonly changedAt: Instant | null } {
  const changedAt = mindChangeAt(shopper, accountSince);
  return changedAt !== null && changedAt <= at ? { granted: !shopper.consents, changedAt } : { granted: shopper.consents, changedAt: null };
}

export function mindChangeAt(shopper: Shopper, accountSince: Instant): Instant | null {
  return shopper.changesMindAfter === null ? null : accountSince + shopper.changesMindAfter * DAY;
}
