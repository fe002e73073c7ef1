/** What one arm of an experiment came to: all that an effect is worked out from. */
export type Arm = {
  readonly id: string;
  /** Customers drawn into it. */
  readonly n: number;
  /** Of the outcome: a share of customers, or an amount per customer. */
  readonly mean: number;
  /** Of one customer's outcome, with n − 1 below it for amounts and n for shares; 0 where n is below 2. */
  readonly variance: number;
  /** How many did it, where the outcome is yes or no; null where it is an amount. */
  readonly successes: number | null;
};

/** @throws RangeError unless both are whole and 0 ≤ successes ≤ n */
export function shareArm(id: string, successes: number, n: number): Arm {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n of the arm "${id}" must be a whole number from 0, not ${n}`);
  if (!Number.isSafeInteger(successes) || successes < 0 || successes > n) throw new RangeError(`successes of the arm "${id}" must be a whole number from 0 to ${n}, not ${successes}`);
  const mean = n === 0 ? 0 : successes / n;
  return { id, n, mean, variance: mean * (1 - mean), successes };
}

/** @throws RangeError when a value is not finite */
export function valueArm(id: string, values: ArrayLike<number>): Arm {
  const n = values.length;
  let sum = 0;
  for (let index = 0; index < n; index++) {
    const value = values[index] as number;
    if (!Number.isFinite(value)) throw new RangeError(`value ${index} of the arm "${id}" must be a finite number, not ${value}`);
    sum += value;
  }
  const mean = n === 0 ? 0 : sum / n;
  // Two passes: the textbook one-pass formula loses every digit when the spread is small beside the mean.
  let squares = 0;
  for (let index = 0; index < n; index++) squares += ((values[index] as number) - mean) ** 2;
  return { id, n, mean, variance: n < 2 ? 0 : squares / (n - 1), successes: null };
}

/**
 * From sums, as a database gives them. The one-pass formula: its rounding is far below the spread for amounts that vary as
 * customers' spending does.
 *
 * @throws RangeError unless n is whole and from 0, and both sums finite
 */
export function sumsArm(id: string, n: number, sum: number, squares: number): Arm {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n of the arm "${id}" must be a whole number from 0, not ${n}`);
  if (!Number.isFinite(sum) || !Number.isFinite(squares)) throw new RangeError(`sums of the arm "${id}" must be finite numbers, not ${sum} and ${squares}`);
  return { id, n, mean: n === 0 ? 0 : sum / n, variance: n < 2 ? 0 : Math.max(0, (squares - (sum * sum) / n) / (n - 1)), successes: null };
}
