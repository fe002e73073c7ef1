/** Moments of a file whose dates may be written in any of the common ways, also where day and month look alike. */
import { timeReader } from "#app/core/event/payload/export-time.ts";
import type { Instant } from "#app/core/shared/instant.ts";

/** Both readings of a date; they differ only where day and month cannot be told apart ("3/4/2011"). */
export type ReadDate = { readonly monthFirst: Instant; readonly dayFirst: Instant };

const ALIKE = /^(\d\d?)[-/](\d\d?)[-/](\d{4}|\d\d)(?!\d)(.*)$/;

/** A file repeats its days: reading one text again costs more than finding it. */
const MOST_KEPT = 50_000;

/**
 * Reads "20110831", "2011-08-31", "2011-08-31 18:05", "31.08.2011" and, in both ways, "8/31/2011 18:05". What the
 * unmistakable dates of the file say of the others is kept in `seen`.
 */
export class PlainDates {
  readonly #read: (text: string) => Instant | "ambiguous" | null;
  readonly #known = new Map<string, ReadDate | null>();
  readonly seen = { dayFirst: false, monthFirst: false, alike: false };

  /** @param zone IANA zone of times that name none */
  constructor(zone: string) {
    this.#read = timeReader(zone);
  }

  /** @returns null for what is no date */
  read(text: string): ReadDate | null {
    let date = this.#known.get(text);
    if (date !== undefined) return date;
    date = this.#fresh(text);
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(text, date);
    return date;
  }

  #fresh(text: string): ReadDate | null {
    const short = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
    if (short) return this.#both(`${short[1]}-${short[2]}-${short[3]}`);
    const alike = ALIKE.exec(text);
    if (!alike) return this.#both(text);
    const [, first = "", second = "", year = "", rest = ""] = alike;
    const full = year.length === 2 ? `20${year}` : year;
    const monthFirst = this.#one(`${full}-${first}-${second}${rest}`);
    const dayFirst = this.#one(`${full}-${second}-${first}${rest}`);
    if (monthFirst === null && dayFirst === null) return null;
    if (monthFirst !== null && dayFirst !== null) {
      this.seen.alike ||= first !== second;
      return { monthFirst, dayFirst };
    }
    this.seen[monthFirst === null ? "dayFirst" : "monthFirst"] = true;
    const only = (monthFirst ?? dayFirst) as Instant;
    return { monthFirst: only, dayFirst: only };
  }

  #both(text: string): ReadDate | null {
    const at = this.#one(text);
    return at === null ? null : { monthFirst: at, dayFirst: at };
  }

  #one(text: string): Instant | null {
    const at = this.#read(text);
    return at === "ambiguous" ? null : at;
  }
}
