/** Figures that say how good predictions were. */

/**
 * Area under the ROC curve by ranks, ties counted half (Hanley & McNeil, Radiology 143, 1982).
 *
 * @returns NaN where all labels are the same
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<boolean | number>): number {
  const order = Array.from({ length: scores.length }, (_, index) => index).sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end] as number] === scores[order[start] as number]) end++;
    const rank = (start + 1 + end) / 2;
    for (let index = start; index < end; index++) {
      if (!labels[order[index] as number]) continue;
      positives++;
      rankSum += rank;
    }
    start = end;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean squared difference of chance and outcome (Brier, Monthly Weather Review 78, 1950). */
export function brier(chances: ArrayLike<number>, labels: ArrayLike<boolean | number>): number {
  let sum = 0;
  for (let index = 0; index < chances.length; index++) sum += ((chances[index] as number) - (labels[index] ? 1 : 0)) ** 2;
  return sum / chances.length;
}

/** Mean negative log-likelihood, chances held off 0 and 1 by 1e-12. */
export function logLoss(chances: ArrayLike<number>, labels: ArrayLike<boolean | number>): number {
  let sum = 0;
  for (let index = 0; index < chances.length; index++) {
    const chance = Math.min(Math.max(chances[index] as number, 1e-12), 1 - 1e-12);
    sum -= Math.log(labels[index] ? chance : 1 - chance);
  }
  return sum / chances.length;
}

export function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] as number;
  return total;
}

/** NaN without values. */
export function mean(values: ArrayLike<number>): number {
  return sumOf(values) / values.length;
}

export function meanAbsoluteError(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  return mean(Array.from(predicted, (value, index) => Math.abs(value - (actual[index] as number))));
}

export function rootMeanSquareError(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  return Math.sqrt(mean(Array.from(predicted, (value, index) => (value - (actual[index] as number)) ** 2)));
}

/** Pearson's correlation. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [da, db] = [(a[index] as number) - meanA, (b[index] as number) - meanB];
    both += da * db;
    squaresA += da * da;
    squaresB += db * db;
  }
  return both / Math.sqrt(squaresA * squaresB);
}
