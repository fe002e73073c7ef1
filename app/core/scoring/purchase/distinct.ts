/** Values of a column numbered, so that a logarithm or a gamma function is taken once for each and not once for each row. */
export type Distinct = {
  /** Each value once. */
  readonly values: Float64Array;
  /** Which of the values each row has. */
  readonly index: Uint32Array;
};

export function distinct(column: Float64Array): Distinct {
  const numbers = new Map<number, number>();
  const index = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    let number = numbers.get(value);
    if (number === undefined) numbers.set(value, (number = numbers.size));
    index[row] = number;
  }
  return { values: Float64Array.from(numbers.keys()), index };
}
