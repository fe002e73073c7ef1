/** Whether an error says of itself that what it needed is away: nothing is wrong with the work, and trying again later is right. */
export function isOutage(error: unknown): boolean {
  return typeof error === "object" && error !== null && "outage" in error && error.outage === true;
}
