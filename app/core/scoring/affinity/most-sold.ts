import type { LinesView } from "./lines.ts";

/**
 * The lines of the products that were in most baskets, at most `most` of them: what bounds the memory that links take
 * in a shop of a million products. Products of equally many baskets stay by their refs.
 */
export function mostSold(view: LinesView, most: number): LinesView {
  const { refs, customers, starts, products, ages } = view;
  if (refs.length <= most) return view;
  const counts = new Float64Array(refs.length);
  for (const product of products) counts[product] = (counts[product] as number) + 1;
  const chosen = Array.from(refs.keys()).sort((a, b) => (counts[b] as number) - (counts[a] as number) || ((refs[a] as string) < (refs[b] as string) ? -1 : 1)).slice(0, most);
  const idOf = new Int32Array(refs.length).fill(-1);
  for (const [id, product] of chosen.entries()) idOf[product] = id;
  const kept = { starts: new Int32Array(customers + 1), products: new Int32Array(products.length), ages: new Int32Array(products.length) };
  let length = 0;
  for (let customer = 0; customer < customers; customer++) {
    for (let line = starts[customer] as number; line < (starts[customer + 1] as number); line++) {
      const id = idOf[products[line] as number] as number;
      if (id < 0) continue;
      kept.products[length] = id;
      kept.ages[length++] = ages[line] as number;
    }
    kept.starts[customer + 1] = length;
  }
  return { ...view, refs: chosen.map((product) => refs[product] as string), starts: kept.starts, products: kept.products.subarray(0, length), ages: kept.ages.subarray(0, length) };
}
