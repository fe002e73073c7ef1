import type { Definition } from "./definition.ts";

/** Under what a profile remembers that a journey promoted something, among what was said. */
export function saidBy(journey: string): string {
  return `journey:${journey}`;
}

/** Where a profile remembers a customer's earlier walks: by journey, and by the reason where that is what a walk is about. */
export function memoryKey(definition: Pick<Definition, "key" | "per">, trigger: string): string {
  return definition.per === "reason" ? `${definition.key}|${trigger}` : definition.key;
}
