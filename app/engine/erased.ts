import { eraseMark, isErased, marksOf } from "../core/profile/erased.ts";
import type { Behaviour } from "../core/behaviour/behaviour.ts";
import type { Snapshot } from "../core/event/snapshot.ts";
import type { Transaction } from "./ports.ts";
import { identitiesOfCall } from "./resolve-visitor.ts";
import type { WorkingSet } from "./working-set.ts";

/**
 * Which of these snapshots are about customers who were erased, and so are not taken in. Asked after `load`: whoever
 * erases holds everybody off meanwhile, so what was erased by then is seen here.
 */
export async function findErased(tx: Transaction, work: WorkingSet, snapshots: readonly Snapshot[]): Promise<ReadonlySet<Snapshot>> {
  const marks = await tx.erasures([...new Set(snapshots.flatMap((snapshot) => marksOf(work.shop, snapshot)))]);
  if (marks.size === 0) return new Set();
  return new Set(snapshots.filter((snapshot) => isErased(work.shop, snapshot, marks, (identity) => work.profileOf(identity) !== null)));
}

/** The calls that are not about what somebody did before their data was erased. */
export async function withoutErased(tx: Transaction, work: WorkingSet, calls: readonly Behaviour[]): Promise<readonly Behaviour[]> {
  const marksOfCall = (call: Behaviour): string[] => identitiesOfCall(call).map(({ kind, value }) => eraseMark(work.shop, kind, value));
  const marks = await tx.erasures([...new Set(calls.flatMap(marksOfCall))]);
  return marks.size === 0 ? calls : calls.filter((call) => !marksOfCall(call).some((mark) => call.at <= (marks.get(mark) ?? -Infinity)));
}
