import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DueHeap } from "./due-heap.ts";

const ALL = () => false;

describe("due heap", () => {
  it("says what a scan over everything would say, however things move", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.option(fc.integer({ min: 0, max: 50 }))), { maxLength: 200 }), fc.integer({ min: 0, max: 50 }), (moves, now) => {
        const dueAt = new Map<string, number | null>();
        const heap = new DueHeap((id, at) => dueAt.get(id) === at);
        for (const [thing, at] of moves) {
          dueAt.set(`t${thing}`, at);
          if (at !== null) heap.add(`t${thing}`, at);
        }
        const moments = [...dueAt.values()].filter((at) => at !== null);
        expect(heap.next()).toBe(moments.length === 0 ? null : Math.min(...moments));
        const due = [...dueAt].filter(([, at]) => at !== null && at <= now).map(([id]) => id);
        expect(heap.due(now, ALL).sort()).toEqual(due.sort());
        expect(heap.due(now, ALL).sort()).toEqual(due);
      }),
    );
  });

  it("keeps the order of things due at one moment, and stops when told", () => {
    const heap = new DueHeap(() => true);
    for (const id of ["c", "a", "b"]) heap.add(id, 5);
    heap.add("first", 1);
    expect(heap.due(5, ALL)).toEqual(["first", "c", "a", "b"]);
    expect(heap.due(5, (ids) => ids.length === 2)).toEqual(["first", "c"]);
  });
});
