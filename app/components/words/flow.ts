/**
 * A journey's graph as something that reads from top to bottom: a main line, and beside it the ways that leave
 * it. Every step stands in it once; a way to a step that stands elsewhere names it.
 */
import { waysOut } from "../../core/journey/check.ts";
import type { Definition, Step } from "../../core/journey/definition.ts";
import { waysWords } from "./step-words.ts";

export type FlowStep = { readonly id: string; readonly step: Step; readonly ways: readonly FlowWay[] };
/** `goesTo`: where it goes on, when that is not simply below; `below`: it goes on right below the ways. */
export type FlowChain = { readonly steps: readonly FlowStep[]; readonly goesTo: { readonly id: string; readonly label: string } | null; readonly below: boolean };
export type FlowWay = FlowChain & { readonly words: string; readonly share: number | null };

/** The main line, then the lines that only a turn leads to, by the turn's id. */
export function flowOf(definition: Definition, currency: string): { main: FlowChain; turns: readonly { readonly id: string; readonly chain: FlowChain }[] } {
  const { steps } = definition;
  const shown = new Set<string>();
  const reached = new Map<string, ReadonlySet<string>>();
  const order = new Map(topological(definition).map((id, index) => [id, index]));
  const reach = (id: string): ReadonlySet<string> => {
    let found = reached.get(id);
    if (!found) reached.set(id, (found = new Set([id, ...(steps[id] ? waysOut(steps[id]) : []).flatMap((way) => [...reach(way.to)])])));
    return found;
  };
  const nameOf = (id: string) => ({ id, label: steps[id]?.label ?? id });

  /** The step where most of these ways come together again, the first of those; null when none do. */
  function joinOf(targets: readonly string[]): string | null {
    const counts = new Map<string, number>();
    for (const target of targets) for (const id of reach(target)) counts.set(id, (counts.get(id) ?? 0) + 1);
    const shared = [...counts].filter(([, count]) => count > 1);
    return shared.sort(([a, x], [b, y]) => y - x || (order.get(a) ?? 0) - (order.get(b) ?? 0))[0]?.[0] ?? null;
  }

  /** From `start` down, up to `join` (which stands below) and to what stands elsewhere. */
  function chain(start: string, join: string | null, elsewhere: ReadonlySet<string>): FlowChain {
    const line: FlowStep[] = [];
    for (let id: string | null = start; id !== null; ) {
      if (id === join) return { steps: line, goesTo: null, below: true };
      if (shown.has(id) || elsewhere.has(id)) return { steps: line, goesTo: nameOf(id), below: false };
      const step: Step | undefined = steps[id];
      if (!step) break;
      shown.add(id);
      const ways = waysWords(step, currency);
      const choice: boolean = step.kind === "branch" || step.kind === "split";
      const targets = [...new Set(ways.map((way) => way.to))];
      const next: string | null = choice ? (joinOf(targets) ?? longest(targets)) : (ways[0]?.to ?? null);
      const below = next === null ? elsewhere : new Set([...elsewhere, ...(join === null ? [] : reach(join)), ...reach(next)]);
      // Of a step that waits or writes, the way that goes on below needs no telling.
      const shownWays = choice || targets.length > 1 ? ways : [];
      line.push({ id, step, ways: shownWays.map((way) => ({ words: way.words, share: way.share, ...chain(way.to, next, below) })).filter((way) => choice || way.steps.length > 0 || !way.below) });
      id = next;
    }
    return { steps: line, goesTo: null, below: false };
  }

  function longest(targets: readonly string[]): string | null {
    const [first, second] = targets.toSorted((a, b) => reach(b).size - reach(a).size);
    // Ways of like length stand side by side; one that is much longer is the way on.
    return first !== undefined && second !== undefined && reach(first).size > reach(second).size + 1 ? first : null;
  }

  const main = chain(definition.start, null, new Set());
  return { main, turns: definition.turns.map((turn) => ({ id: turn.id, chain: chain(turn.to, null, new Set()) })) };
}

/** Every step before those it leads to, as a reader meets them. */
export function topological({ start, steps, turns }: Definition): string[] {
  const done = new Set<string>();
  const out: string[] = [];
  const visit = (id: string): void => {
    const step = steps[id];
    if (!step || done.has(id)) return;
    done.add(id);
    for (const way of waysOut(step).toReversed()) visit(way.to);
    out.unshift(id);
  };
  for (const turn of turns) visit(turn.to);
  visit(start);
  return out;
}
