import { randomBytes } from "node:crypto";

/** 192 random bits in letters, digits, "-" and "_": nothing that an address, a cookie or HTML would write otherwise. */
export function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** A bearer key for a shop's own programs. The prefix tells a person which key they have in hand. */
export function newKey(prefix: "ag" | "agw"): string {
  return `${prefix}_${newSecret()}`;
}
