import { FEATURES } from "./features.ts";

/** What is learnt from, row by row. */
export type Rows = {
  /** FEATURES.length numbers for each row. */
  readonly values: Float32Array;
  /** 1: bought within the horizon. */
  readonly labels: Uint8Array;
  /** Whose row it is: rows of one customer are no independent witnesses and must not be torn apart. */
  readonly customers: Int32Array;
  readonly rows: number;
};

/** The rows of the customers asked for. */
export function pick({ values, labels, customers, rows }: Rows, wanted: (customer: number) => boolean): Rows {
  const chosen: number[] = [];
  for (let row = 0; row < rows; row++) if (wanted(customers[row] as number)) chosen.push(row);
  const picked = new Float32Array(chosen.length * FEATURES.length);
  chosen.forEach((row, index) => picked.set(featuresIn(values, row), index * FEATURES.length));
  return { values: picked, labels: Uint8Array.from(chosen, (row) => labels[row] as number), customers: Int32Array.from(chosen, (row) => customers[row] as number), rows: chosen.length };
}

/** One row's features, in the order of FEATURES. */
export function featuresIn(values: Float32Array, row: number): Float32Array {
  return values.subarray(row * FEATURES.length, (row + 1) * FEATURES.length);
}
