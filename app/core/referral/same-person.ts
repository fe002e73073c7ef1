import type { Profile } from "../profile/profile.ts";

/**
 * The mailbox an address leads to, as far as an address tells: without dots and what follows a plus, and the two
 * names of Gmail as one. Providers differ in what they ignore; for telling a friend from oneself, too alike is alike.
 */
export function mailbox(email: string): string {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  return `${(local.split("+")[0] ?? "").replaceAll(".", "")}@${domain === "googlemail.com" ? "gmail.com" : domain}`;
}

/** Whether two profiles are one person by what they have told the shop. */
export function isSamePerson(a: Profile, b: Profile): boolean {
  if (a.id === b.id || a.phones.some((phone) => b.phones.includes(phone))) return true;
  const boxes = new Set(a.emails.map(mailbox));
  return b.emails.some((email) => boxes.has(mailbox(email)));
}
