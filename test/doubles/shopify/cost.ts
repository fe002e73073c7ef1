/** The bucket of points, in the shape of Shopify's `extensions.cost`. */
import { Kind } from "graphql";
import type { OperationDefinitionNode, SelectionSetNode } from "graphql";
import type { Arguments } from "./execute.ts";

/** What one operation may cost at most. */
export const MOST = 1000;
const MAXIMUM = 2000;
const RESTORE_RATE = 100;

export type Meter = {
  /** The points an operation asks for are taken; false when the bucket does not hold them. */
  take(requested: number, now: number): boolean;
  empty(now: number): void;
  /** `extensions` of an answer. `actual` null for one that was turned away. */
  extensions(requested: number, actual: number | null, now: number): object;
};

export function createMeter(): Meter {
  let held = MAXIMUM;
  let at = 0;
  const refill = (now: number): void => {
    held = Math.min(MAXIMUM, held + (Math.max(0, now - at) / 1000) * RESTORE_RATE);
    at = Math.max(at, now);
  };
  return {
    take(requested, now) {
      refill(now);
      if (held < requested) return false;
      held -= requested;
      return true;
    },
    empty(now) {
      refill(now);
      held = 0;
    },
    extensions(requested, actual, now) {
      refill(now);
      return { cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: { maximumAvailable: MAXIMUM, currentlyAvailable: Math.floor(held), restoreRate: RESTORE_RATE } } };
    },
  };
}

/** One point for an object, ten for a mutation; a connection grows with what it asks for, but slower. */
export function costOf({ operation, selectionSet }: OperationDefinitionNode, variables: Arguments): number {
  return operation === "mutation" ? 10 : costOfSet(selectionSet, variables);
}

function costOfSet(set: SelectionSetNode, variables: Arguments): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) continue;
    const first = selection.kind === Kind.FIELD ? selection.arguments?.find(({ name }) => name.value === "first")?.value : undefined;
    const asked = first?.kind === Kind.INT ? Number(first.value) : first?.kind === Kind.VARIABLE ? Number(variables[first.name.value]) : null;
    cost += 1 + (asked === null ? 1 : Math.ceil(Math.sqrt(asked))) * costOfSet(selection.selectionSet, variables);
  }
  return cost;
}
