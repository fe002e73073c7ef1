import { expect, test } from "vitest";
import { emptyProfile } from "../profile/profile.ts";
import type { Profile } from "../profile/profile.ts";
import { isSamePerson, mailbox } from "./same-person.ts";

const person = (id: string, over: Partial<Profile> = {}): Profile => ({ ...emptyProfile(id), ...over });

test.each([
  ["Ada.Lovelace@Example.com", "adalovelace@example.com"],
  ["ada+gift@example.com", "ada@example.com"],
  ["a.d.a+1+2@googlemail.com", "ada@gmail.com"],
])("%s and %s are one mailbox", (one, other) => {
  expect(mailbox(one)).toBe(mailbox(other));
  expect(isSamePerson(person("a", { emails: [one] }), person("b", { emails: ["x@example.com", other] }))).toBe(true);
});

test.each([["ada@example.com", "ada@example.org"], ["ada@example.com", "adam@example.com"]])("%s and %s are two", (one, other) => {
  expect(isSamePerson(person("a", { emails: [one] }), person("b", { emails: [other] }))).toBe(false);
});

test("one phone number or one profile is one person; nothing in common is not", () => {
  expect(isSamePerson(person("a", { phones: ["+441"] }), person("b", { phones: ["+442", "+441"] }))).toBe(true);
  expect(isSamePerson(person("a"), person("a"))).toBe(true);
  expect(isSamePerson(person("a"), person("b"))).toBe(false);
});
