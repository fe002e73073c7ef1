/**
 * When marketing may reach people, by country and channel, on the customer's own clock. Product defaults, not legal
 * advice. E-mail has no row: it follows the shop's own setting, and so does every channel on top of its rows.
 */
import type { Channel } from "../event/snapshot.ts";

/** Open from this hour up to, not including, that one. Null: closed all day. */
export type Open = readonly [from: number, to: number] | null;

export type HoursRule = {
  /** ISO 3166-1; "*" is every country without a row for the channel. */
  readonly country: string;
  /** Part of the country (ISO 3166-2 without its prefix), on top of the country's own row. */
  readonly state?: string;
  readonly channels: readonly Channel[];
  readonly weekdays: Open;
  readonly saturday: Open;
  readonly sunday: Open;
  /** Named in reasons: "in France". */
  readonly place: string;
  readonly source: string;
};

const TEXTS: readonly Channel[] = ["sms", "whatsapp"];
const DIRECT: readonly Channel[] = ["sms", "whatsapp", "push"];

function everyDay(open: Open): Pick<HoursRule, "weekdays" | "saturday" | "sunday"> {
  return { weekdays: open, saturday: open, sunday: open };
}

function state(code: string, place: string, source: string, weekdays: Open, saturday: Open = weekdays, sunday: Open = saturday): HoursRule {
  return { country: "US", state: code, channels: DIRECT, weekdays, saturday, sunday, place, source };
}

const VENDOR_TABLE = "a vendor's table of state texting hours (support.referrizer.com), checked 2026-11-21, not read in the statute";

/** Every row that fits a customer holds: the open hours are what all of them leave. */
export const HOURS_RULES: readonly HoursRule[] = [
  {
    country: "US", channels: DIRECT, ...everyDay([9, 20]), place: "the United States",
    source: "inside 47 CFR 64.1200(c)(1) (8 am to 9 pm, recipient's time) and nearly every state's hours; whether agreed texts are exempt is open (EIA petition, March 2025)",
  },
  state("FL", "Florida", `Fla. Stat. 501.059; ${VENDOR_TABLE}`, [8, 20]),
  state("MD", "Maryland", VENDOR_TABLE, [8, 20]),
  state("MS", "Mississippi", VENDOR_TABLE, [8, 20]),
  state("NJ", "New Jersey", VENDOR_TABLE, [8, 20]),
  state("OK", "Oklahoma", VENDOR_TABLE, [8, 20]),
  state("CT", "Connecticut", VENDOR_TABLE, [9, 20]),
  state("TX", "Texas", VENDOR_TABLE, [9, 21], [9, 21], [12, 21]),
  state("RI", "Rhode Island", VENDOR_TABLE, [9, 18], [10, 17]),
  { country: "IN", channels: ["sms"], ...everyDay([10, 21]), place: "India", source: "TRAI TCCCPR 2018, promotional SMS about 10:00 to 21:00 IST (messagecentral.com, campaignsms.com; the exact window is uncertain)" },
  {
    // Public holidays are closed too; the carriers hold what reaches them then.
    country: "FR", channels: ["sms"], weekdays: [9, 20], saturday: [9, 20], sunday: null, place: "France",
    source: "no marketing SMS between 22:00 and 8:00, on Sundays and public holidays (developers.brevo.com, transactional SMS reference); two carriers take them 8:30 to 20:00, Monday to Saturday (element-hq/element-web issue 7672)",
  },
  { country: "*", channels: TEXTS, ...everyDay([8, 20]), place: "most countries", source: "what a messaging vendor keeps everywhere else (help.getvero.com, SMS quiet hours: 20:00 to 8:00)" },
];

/**
 * For a US number of whom nobody knows where it lives: hours that are open by every state's rule and in every
 * zone of the mainland at once, on New York's clock. 12:00 there is 9:00 in Los Angeles, 13:00 is Texas's Sunday
 * noon, 18:00 and 17:00 are Rhode Island's ends.
 */
export const STRICTEST_US: HoursRule = {
  country: "US", channels: DIRECT, weekdays: [12, 18], saturday: [12, 17], sunday: [13, 17], place: "any part of the United States",
  source: "judgement: area codes and addresses are what courts accept for where a recipient is (natlawreview.com, 2025-03-14); without either, every state's rule at once",
};
export const STRICTEST_US_ZONE = "America/New_York";

/** Area codes outside the mainland's zones, where the strictest hours would begin too early. Source: NANPA. */
export const FAR_AREA_CODES: Readonly<Record<string, string>> = { "907": "America/Anchorage", "808": "Pacific/Honolulu", "671": "Pacific/Guam", "670": "Pacific/Guam", "684": "Pacific/Pago_Pago" };
