import type { Instant } from "../../shared/instant.ts";
import type { Links } from "./links.ts";
import { NEIGHBOURS } from "./model.ts";
import type { ProductLinks } from "./model.ts";

const DIGITS = 1e6;

/** One product's links by refs, as they are stored: six digits, weaker ones left out. Null links: none are used. */
export function productLinks(links: Links | null, refs: readonly string[], product: number, popularity: number, lastBoughtAt: Instant): ProductLinks {
  const neighbours: [ref: string, strength: number][] = [];
  for (let place = product * NEIGHBOURS, end = place + (links?.counts[product] ?? 0); links && place < end; place++) {
    const strength = Math.round((links.strengths[place] as number) * DIGITS) / DIGITS;
    if (strength > 0) neighbours.push([refs[links.neighbours[place] as number] as string, strength]);
  }
  return { neighbours, popularity, lastBoughtAt };
}
