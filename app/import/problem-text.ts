import type { ExportProblem } from "../core/event/payload/export-row.ts";
import { clean } from "../backtest/text.ts";

/** "Line 12, Created at: this is missing; this order was left out" */
export function problemLine({ line, field, problem }: ExportProblem): string {
  return clean(`Line ${line}${field === "" ? "" : `, ${field}`}: ${problem}`);
}
