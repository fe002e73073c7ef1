import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What people write in two ways, the longer one first. */
const SHORT: Readonly<Record<string, string>> = {
  street: "st", road: "rd", avenue: "ave", lane: "ln", drive: "dr", apartment: "apt", flat: "apt", unit: "apt", suite: "ste", floor: "fl", building: "bldg", number: "no",
};

/**
 * A mark of a postal address by which two orders can be found to go to the same door: 64 bits of SHA-256 over street,
 * postcode and country, blind to case, accents, punctuation and the usual abbreviations. Streets themselves are not
 * kept. The second line counts, so that neighbours in one house stay apart.
 *
 * @returns null when there is no street, or nothing that says in which town
 */
export function placeMark(lines: readonly (string | null)[], postcode: string | null, city: string | null, country: string | null): string | null {
  const street = letters(lines.filter((line) => line !== null).join(" "));
  const town = letters(postcode ?? city ?? "");
  if (street === "" || town === "") return null;
  return bytesToHex(sha256(utf8ToBytes([street, town, country ?? ""].join("|"))).slice(0, 8));
}

function letters(text: string): string {
  const words = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.map((word) => SHORT[word] ?? word).join("");
}
