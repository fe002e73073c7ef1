/** Moments in words, the same on server and browser: own month names and numbers, no locale data that may differ. */
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import { localTime } from "../../core/shared/local-time.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** "14:05" */
export function clock(at: number, zone: string): string {
  const { hour, minute } = localTime(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** "12 May 2026" */
export function day(at: number, zone: string): string {
  const local = localTime(at, zone);
  return `${local.day} ${MONTHS[local.month - 1]} ${local.year}`;
}

/** "Tuesday 12 May 2026" */
export function longDay(at: number, zone: string): string {
  return `${DAYS[localTime(at, zone).weekday]} ${day(at, zone)}`;
}

/** "12 May 2026, 14:05" */
export function moment(at: number, zone: string): string {
  return `${day(at, zone)}, ${clock(at, zone)}`;
}

/** "2026-05-12 14:05:09 UTC": exact, for whoever compares with a log. */
export function exact(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** "in 3 days", "2 hours ago", "now"; beyond two months nobody counts, and the day says more. */
export function fromNow(at: number, now: number, zone: string): string {
  const distance = Math.abs(at - now);
  if (distance < MINUTE) return at > now ? "in a moment" : "just now";
  if (distance >= 60 * DAY) return day(at, zone);
  const [unit, size] = distance >= DAY ? ["day", DAY] : distance >= HOUR ? ["hour", HOUR] : ["minute", MINUTE];
  const count = Math.round(distance / Number(size));
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return at > now ? `in ${words}` : `${words} ago`;
}
