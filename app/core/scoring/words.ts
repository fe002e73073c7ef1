/** How figures are written in sentences for merchants. */

/** "3 orders", "1 order". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "12 %". @param share from 0 to 1 */
export function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`;
}
