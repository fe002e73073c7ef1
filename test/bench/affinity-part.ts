/** Learning what goes with what from a made-up shop's order lines, alone in its process so that its memory is its own. */
import { AffinityLearner } from "#app/core/scoring/affinity/learn.ts";
import { exponential, seeded } from "#app/core/scoring/numeric/random.ts";
import { DAY } from "#app/core/shared/instant.ts";

const PRODUCTS = 20_000;
/** Products of one kind: a customer keeps to few kinds. */
const KIND = 50;
const YEARS = 2;
const END = Date.UTC(2026, 0, 1);

export type MeasuredAffinity = {
  readonly lines: number; readonly customers: number; readonly products: number;
  /** Milliseconds of the learner alone: taking lines in, on the wall; learning, on the wall and of the processor. */
  readonly add: number; readonly fit: number; readonly fitCpu: number;
  /** Bytes, at the highest. */
  readonly memory: number;
  readonly ours: number; readonly naive: number;
};

const lines = Number(process.argv[2] ?? 1_000_000);
const random = seeded(20_260_101);
const refs = Array.from({ length: PRODUCTS }, (_, index) => `gid://shop/Product/${7_000_000_000 + index}`);
/** Some sell far more than others: half of the lines are of a tenth of the products. */
const skewed = (many: number): number => Math.min(many - 1, Math.floor(many * random() ** 3));

const learner = new AffinityLearner({ end: END });
let [made, customers, add] = [0, 0, 0];
while (made < lines) {
  const kinds = Array.from({ length: 3 }, () => skewed(PRODUCTS / KIND));
  const baskets = 1 + Math.floor(exponential(random, 1 / 2));
  const purchases = Array.from({ length: baskets }, (_, basket) => {
    const at = END - Math.floor(random() * YEARS * 365 * DAY);
    const size = 1 + Math.floor(exponential(random, 1 / 3));
    made += size;
    return { ref: `o${customers}-${basket}`, at, amount: null, items: Array.from({ length: size }, () => ({ productRef: refs[(kinds[Math.floor(random() * 3)] as number) * KIND + skewed(KIND)] as string, quantity: 1 })) };
  });
  customers++;
  const start = performance.now();
  learner.add({ purchases });
  add += performance.now() - start;
}
const start = performance.now();
const before = process.cpuUsage();
const { products, card } = learner.fit();
const fit = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const metric = card.holdout?.metrics[0];
const measured: MeasuredAffinity = { lines: made, customers, products: products.size, add, fit, fitCpu: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024, ours: metric?.ours ?? Number.NaN, naive: metric?.naive ?? Number.NaN };
console.log(JSON.stringify(measured));
