import { isMet } from "./part.ts";
import type { Row } from "./part.ts";

const HEAD = ["what", "ours", "reference", "bar", "", "reference from"];

/** The figures as a table of fixed columns, for a terminal. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.what, number(row.ours, row.digits), number(row.reference, row.digits), barOf(row), { true: "met", false: "SHORT", null: "" }[String(isMet(row)) as "true"], row.by]);
  const widths = HEAD.map((name, column) => Math.max(name.length, ...cells.map((line) => (line[column] ?? "").length)));
  const lines = [HEAD, widths.map((width) => "-".repeat(width)), ...cells];
  return lines.map((line) => line.map((cell, column) => (column >= 1 && column <= 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ").trimEnd()).join("\n");
}

function number(value: number | null, digits = 4): string {
  return value === null ? "-" : value.toFixed(digits);
}

function barOf({ bar, digits }: Row): string {
  if (!bar) return "";
  if ("atLeast" in bar) return `≥ ${number(bar.atLeast, digits)}`;
  if ("atMost" in bar) return `≤ ${number(bar.atMost, digits)}`;
  return `${number(bar.of, digits)} ± ${bar.within}`;
}
