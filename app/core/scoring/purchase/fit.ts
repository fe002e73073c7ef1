/** Fits the purchase models to a shop's customers. */
import { minimise } from "../numeric/lbfgs.ts";
import { bgLogLikelihood } from "./bg-likelihood.ts";
import type { LogLikelihood } from "./bg-likelihood.ts";
import type { PurchaseFamily, PurchaseModel } from "./model.ts";
import { paretoLogLikelihood } from "./pareto.ts";
import type { RepeatRows } from "./repeat.ts";

type Parameters = PurchaseModel["parameters"];

/** Gaps more regular than Erlang-12 are not told apart, as in BTYDplus. */
const MOST_REGULAR = 12;
/** Four parameters from fewer customers say more about chance than about the shop. */
const FEWEST_CUSTOMERS = 50;
const FEWEST_RETURNED = 20;
/** Drop-out is two parameters more: Akaike's criterion (1974) wants them to gain at least 2. */
const DROP_OUT_GAINS = 2;
/** e³⁰ and e⁻³⁰ are as far as a parameter is followed. */
const FURTHEST = 30;
const THINNED_TO = 4_000;
/** Parameters beside the scale of the rates, which comes from the data: ordinary shops, loyal ones, and fleeting ones. */
const STARTS = [[0.5, 0.7, 2], [1.5, 0.2, 1], [0.2, 1.5, 3]] as const;

/** Enough of a shop's customers to fit a model, and enough of them with a second purchase. */
export function isEnough(rows: RepeatRows): boolean {
  let [customers, returned] = [0, 0];
  for (let row = 0; row < rows.n.length; row++) {
    customers += rows.n[row] as number;
    if ((rows.x[row] as number) > 0 && (rows.T[row] as number) > 0) returned += rows.n[row] as number;
  }
  return customers >= FEWEST_CUSTOMERS && returned >= FEWEST_RETURNED;
}

/**
 * The parameters at which the rows are likeliest, from several starts. Without a k, k grows from 1 while the likelihood does
 * (Platzer & Reutterer's BTYDplus). Where drop-out explains nothing that slower buying does not (the likelihood runs to
 * a → 0: a boundary no search ends at), the model is the one without it: `dropOut: false`, a = 0.
 *
 * @param rows times in any unit: alpha comes in it, and the log-likelihood
 * @throws RangeError for k above 1 where the gaps were not given, or with "pareto_nbd"
 */
export function fitRows(rows: RepeatRows, family: PurchaseFamily, k?: number): PurchaseModel {
  if (family === "pareto_nbd" && k !== undefined && k !== 1) throw new RangeError(`k is ${k}: Pareto/NBD is for k = 1`);
  let best = fitAt(rows, family, k ?? 1);
  const most = k !== undefined || family === "pareto_nbd" || rows.logGaps === null ? best.k : MOST_REGULAR;
  while (best.k < most) {
    const next = fitAt(rows, family, best.k + 1);
    if (next.logLikelihood <= best.logLikelihood) break;
    best = next;
  }
  const still = fitWithoutDropOut(rows, family, best);
  return best.logLikelihood - still.logLikelihood < DROP_OUT_GAINS ? still : best;
}

function fitAt(rows: RepeatRows, family: PurchaseFamily, k: number): PurchaseModel {
  const { customers, span, rate } = totals(rows);
  // Never from the fit for k − 1: where that lies on the boundary of no drop-out, the search could not leave it.
  const starts = STARTS.map(([r, a, b]): Parameters => [r, (r * k) / rate, a, family === "pareto_nbd" ? b * span : b]);
  const few = thinned(rows);
  const [first] = starts.map((start) => likeliest(likelihoodOf(few, family, k), totals(few).customers, start, 4)).toSorted((one, other) => other.value - one.value);
  if (first === undefined) throw new RangeError("no start for the search");
  const best = few === rows ? first : likeliest(likelihoodOf(rows, family, k), customers, first.parameters, 4);
  return { family, k, parameters: best.parameters, logLikelihood: best.value, customers, dropOut: true };
}

function likelihoodOf(rows: RepeatRows, family: PurchaseFamily, k: number): LogLikelihood {
  return family === "pareto_nbd" ? paretoLogLikelihood(rows) : bgLogLikelihood(rows, { k, leavesAtFirst: family === "mbg_nbd" });
}

/** A tenth or so of very many rows: enough to choose among the starts. A shop's small tables stay whole. */
function thinned(rows: RepeatRows): RepeatRows {
  const step = Math.floor(rows.n.length / THINNED_TO);
  if (step < 2) return rows;
  const every = (column: Float64Array): Float64Array => column.filter((_, row) => row % step === 0);
  // The gaps' lengths are the same for every start of one k.
  return { x: every(rows.x), tx: every(rows.tx), T: every(rows.T), n: every(rows.n), logGaps: rows.logGaps };
}

/** All three families without drop-out are one: gamma rates alone, with the same k. */
function fitWithoutDropOut(rows: RepeatRows, family: PurchaseFamily, { k, parameters, customers }: PurchaseModel): PurchaseModel {
  const { value, parameters: [r, alpha] } = likeliest(bgLogLikelihood(rows, { k, leavesAtFirst: false }), customers, [parameters[0], parameters[1], 0, 1], 2);
  return { family, k, parameters: [r, alpha, 0, 1], logLikelihood: value, customers, dropOut: false };
}

/** Searches on the logarithms of the first `free` parameters, per customer: alike for shops of any size and units of any length. */
function likeliest(logLikelihood: LogLikelihood, customers: number, start: Parameters, free: number): { parameters: Parameters; value: number } {
  const slopes = new Float64Array(4);
  const at = (x: Float64Array): Parameters => [Math.exp(x[0] as number), Math.exp(x[1] as number), free > 2 ? Math.exp(x[2] as number) : start[2], free > 2 ? Math.exp(x[3] as number) : start[3]];
  const { x, value } = minimise((place, gradient) => {
    if (place.some((logarithm) => Math.abs(logarithm) > FURTHEST)) return Infinity;
    const parameters = at(place);
    const likelihood = logLikelihood(parameters, slopes);
    for (let index = 0; index < free; index++) gradient[index] = (-(slopes[index] as number) * (parameters[index] as number)) / customers;
    return -likelihood / customers;
  }, start.slice(0, free).map(Math.log));
  return { parameters: at(x), value: -value * customers };
}

function totals(rows: RepeatRows): { customers: number; span: number; rate: number } {
  let [customers, repeats, watched] = [0, 0, 0];
  for (let row = 0; row < rows.n.length; row++) {
    const n = rows.n[row] as number;
    customers += n;
    repeats += n * (rows.x[row] as number);
    watched += n * (rows.T[row] as number);
  }
  // Nobody watched, or nobody back: the search needs a scale all the same.
  const span = watched > 0 ? watched / customers : 1;
  return { customers, span, rate: Math.max(repeats, 1) / (span * customers) };
}
