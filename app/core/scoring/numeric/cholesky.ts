/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky's factorisation (Golub & Van Loan, Matrix Computations, 4.2).
 *
 * @param a row by row, `size` × `size`; only its lower triangle is read, and it is overwritten by the factor
 * @returns x; null where A is not positive definite
 */
export function solveCholesky(a: Float64Array, b: Float64Array, size: number): Float64Array | null {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = a[row * size + column] as number;
      for (let k = 0; k < column; k++) sum -= (a[row * size + k] as number) * (a[column * size + k] as number);
      if (row !== column) a[row * size + column] = sum / (a[column * size + column] as number);
      else if (!(sum > 0)) return null;
      else a[row * size + row] = Math.sqrt(sum);
    }
  }
  const x = Float64Array.from(b);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) x[row] = (x[row] as number) - (a[row * size + k] as number) * (x[k] as number);
    x[row] = (x[row] as number) / (a[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) x[row] = (x[row] as number) - (a[k * size + row] as number) * (x[k] as number);
    x[row] = (x[row] as number) / (a[row * size + row] as number);
  }
  return x;
}
