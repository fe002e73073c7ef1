/** What the benchmark prints. */
const WIDTH = 58;

export type Figure = { readonly name: string; readonly value: string; readonly aim?: string; readonly met?: boolean };

export function title(text: string): void {
  console.log(`\n${text}`);
}

export function figure({ name, value, aim, met }: Figure): void {
  const verdict = aim === undefined ? "" : `aim ${aim.padEnd(12)} ${met ? "pass" : "SHORT"}`;
  console.log(`  ${name.padEnd(WIDTH)} ${value.padStart(12)}   ${verdict}`.trimEnd());
}

/** A passing word on what is going on, where someone watches. */
export function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[2K… ${text}` : `… ${text}\n`);
}

/** Nearest-rank percentile. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}
