import { describe, expect, it } from "vitest";
import { defaultDefinitions } from "../../core/journey/catalog/index.ts";
import { waysOut } from "../../core/journey/check.ts";
import type { Definition, Step } from "../../core/journey/definition.ts";
import { flowOf } from "./flow.ts";
import type { FlowChain } from "./flow.ts";
import { stepLines, watchWords, waysWords } from "./step-words.ts";

const end = (label: string): Step => ({ kind: "end", label });
const wait = (label: string, next: string): Step => ({ kind: "wait", label, duration: "P1D", next });

function journey(steps: Record<string, Step>, turns: Definition["turns"] = []): Definition {
  return {
    schema: 2, key: "test", name: "Test", about: { does: "", who: "", never: "" }, priority: 1, trigger: { any: [{ id: "a", events: ["order.placed"] }], requires: [] },
    per: "order", reentry: "once", exit: [], turns, hold: [], start: "start", texts: {}, steps,
  };
}

/** The flow as indented text: what a reader sees. */
function drawn(chain: FlowChain, indent = ""): string[] {
  const lines = chain.steps.flatMap(({ id, ways }) => [
    `${indent}${id}`,
    ...ways.flatMap((way) => [`${indent}- ${way.words}${way.share === null ? "" : ` ${Math.round(way.share * 100)}%`}:`, ...drawn(way, `${indent}    `)]),
  ]);
  return [...lines, ...(chain.goesTo ? [`${indent}-> ${chain.goesTo.id}`] : []), ...(chain.below ? [`${indent}v`] : [])];
}

describe("a journey as a flow", () => {
  it("ways that come together go on below; a way back out names where it goes", () => {
    const opened = { fact: "walk.opened", op: "is", value: true } as const;
    const definition = journey({
      start: { kind: "branch", label: "?", cases: [{ when: opened, next: "a" }], otherwise: "b" },
      a: wait("A", "both"), b: wait("B", "both"),
      both: { kind: "waitFor", label: "Both", events: ["shipment.delivered"], atMost: "P5D", next: "c", onTimeout: "late" },
      late: end("Late"), c: wait("C", "done"), done: end("Done"),
    });
    expect(drawn(flowOf(definition, "GBP").main)).toEqual([
      "start", "- If they opened a message of this journey:", "    a", "    v", "- Otherwise:", "    b", "    v",
      "both", "- If it does not happen within 5 days:", "    late", "c", "done",
    ]);
  });

  it("a split shows its shares, and a hold-out what is left to compare", () => {
    const split: Step = { kind: "split", label: "Try", arms: [{ id: "x", label: "X", weight: 3, next: "x" }, { id: "y", label: "Y", weight: 1, next: "y" }], holdout: { share: 0.2, next: "done" } };
    const definition = journey({ start: split, x: wait("X", "done"), y: wait("Y", "done"), done: end("Done") });
    expect(drawn(flowOf(definition, "GBP").main)).toEqual(["start", "- X 60%:", "    x", "    v", "- Y 20%:", "    y", "    v", "- Comparison group: left out 20%:", "    v", "done"]);
  });

  it("a line that only a turn leads to stands by itself, and names where it comes back", () => {
    const definition = journey({ start: wait("S", "done"), help: wait("Help", "done"), done: end("Done") }, [
      { id: "help", events: ["page.viewed"], when: { fact: "event.page", op: "is", value: "returns" }, reason: "Looks for help.", to: "help" },
    ]);
    const flow = flowOf(definition, "GBP");
    expect([drawn(flow.main), drawn(flow.turns[0]?.chain as FlowChain)]).toEqual([["start", "done"], ["help", "-> done"]]);
    expect(watchWords(definition, "GBP").turns[0]?.when).toBe("When they visit the shop, if the page is the returns page.");
  });

  it.each(defaultDefinitions().map((definition) => [definition.key, definition] as const))("%s: every step stands in it once, every way leads on, no word of the machine shows", (_, definition) => {
    const flow = flowOf(definition, "GBP");
    const chains = [flow.main, ...flow.turns.map((turn) => turn.chain)];
    const all = (chain: FlowChain): string[] => chain.steps.flatMap((one) => [one.id, ...one.ways.flatMap(all)]);
    const ids = chains.flatMap(all);
    expect(ids.toSorted()).toEqual(Object.keys(definition.steps).toSorted());
    // Reading only what is drawn, one comes from every step to exactly those it leads to.
    const found = new Map<string, string[]>();
    const read = (chain: FlowChain, below: string | null): string | null => {
      const after = (index: number): string | null => chain.steps[index]?.id ?? chain.goesTo?.id ?? (chain.below ? below : null);
      chain.steps.forEach((one, index) => {
        const next = after(index + 1);
        const ways = one.ways.map((way) => read(way, next));
        const choice = one.step.kind === "branch" || one.step.kind === "split";
        found.set(one.id, [...ways, ...(choice || one.step.kind === "end" ? [] : [next])].filter((id) => id !== null));
      });
      return after(0);
    };
    for (const chain of chains) read(chain, null);
    for (const [id, step] of Object.entries(definition.steps)) expect(new Set(found.get(id)), id).toEqual(new Set(waysOut(step).map((way) => way.to)));
    const said = [...Object.values(definition.steps).flatMap((step) => [...stepLines(step, "GBP"), ...waysWords(step, "GBP").map((way) => way.words)]), JSON.stringify(watchWords(definition, "GBP"))];
    expect(said.join(" ").replace(/"to":"\w+"/g, "")).not.toMatch(/undefined|\b\w+_\w+|\b(walk|order|profile|event|product)\.[a-z]/);
  });
});
