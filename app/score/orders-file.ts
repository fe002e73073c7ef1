/** An orders file as customers and their events, whatever wrote it. */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { ExportProblem } from "../core/event/payload/export-row.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { PlainColumns } from "../simulation/plain-orders-columns.ts";

export type Customer = { readonly key: string; readonly events: readonly CanonicalEvent[] };

export type OrdersFile = {
  readonly path: string;
  readonly currency: string;
  /** Whether it tells any money. */
  readonly hasMoney: boolean;
  readonly customers: number;
  readonly span: { readonly from: Instant; readonly to: Instant };
  /** Every customer with what happened up to `--at`, as often as it is asked for. */
  histories(): Iterable<Customer>;
  /** How it was read, and what was left out: sentences. Only whole once the histories were gone through. */
  notes(): readonly string[];
  readonly problems: readonly ExportProblem[];
  readonly problemCount: number;
};

/** No currency at all (ISO 4217): where neither the file nor the caller names one. */
export const NO_CURRENCY = "XXX";

/** A table that no platform wrote. */
export type PlainLayout = { readonly delimiter: string; readonly columns: PlainColumns };
