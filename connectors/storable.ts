/** What every translation must be, whatever was sent: for the tests over mutated and collected bodies. */
import { expect } from "vitest";

/** Fits PostgreSQL's text and jsonb, JavaScript's integers, and a page of a sensible size. */
export function expectStorable(value: unknown, key: string): void {
  if (typeof value === "string") {
    expect(value).not.toMatch(/\p{Cc}/u);
    expect(value.isWellFormed(), key).toBe(true);
    expect(value.length, key).toBeLessThanOrEqual(2000);
  } else if (typeof value === "number") {
    expect(key === "quantity" ? Number.isFinite(value) : Number.isSafeInteger(value), `${key} ${value}`).toBe(true);
    if (key === "at" || key.endsWith("At")) expect(value >= 0 && value < Date.UTC(2100, 0, 1), `${key} ${value}`).toBe(true);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, child] of Object.entries(value)) expectStorable(child, name);
  } else expect(typeof value === "boolean" || value === null, `${key} is ${typeof value}`).toBe(true);
}
