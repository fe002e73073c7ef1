/** One thing that is measured, on one data set. */
import type { EvaluationData } from "./data.ts";

/** One figure, beside what others reach on the same data. */
export type Row = {
  readonly what: string;
  readonly ours: number | null;
  /** What a reference implementation or a published result reaches; null where there is none. */
  readonly reference: number | null;
  /** Whose figure that is: "lifetimes 0.11.3", "Fader, Hardie & Lee 2005". */
  readonly by: string;
  /** What must hold; left out where the figure only informs. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number } | { readonly within: number; readonly of: number };
  /** Digits after the point; 4 unless told. */
  readonly digits?: number;
};

export type Part = {
  /** How it is asked for on the command line: "cdnow". */
  readonly name: string;
  readonly title: string;
  /** Files of the data folder that it reads: left out, with a loud word, where one is missing. */
  readonly files: readonly string[];
  /** @param tell says what it is doing now */
  run(data: EvaluationData, tell: (what: string) => void): readonly Row[] | Promise<readonly Row[]>;
};

/** Whether a row's bar is met; null where there is none. */
export function isMet({ ours, bar }: Row): boolean | null {
  if (!bar) return null;
  if (ours === null || !Number.isFinite(ours)) return false;
  if ("atLeast" in bar) return ours >= bar.atLeast;
  if ("atMost" in bar) return ours <= bar.atMost;
  return Math.abs(ours - bar.of) <= bar.within;
}
