/** The demo's clock: real time plus an offset that is kept, so that it goes on between runs and never back. */
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "../models/store/transaction.ts";

export class DemoClock {
  readonly #sql: Sql;
  readonly #real: () => Instant;
  #offset: number;
  #heldAt: Instant | null = null;
  #latest = -Infinity;

  private constructor(sql: Sql, offset: number, real: () => Instant) {
    this.#sql = sql;
    this.#offset = offset;
    this.#real = real;
  }

  /** The stored clock, or a new one that starts at `start`. */
  static async open(sql: Sql, start: Instant | null, real: () => Instant = Date.now): Promise<{ readonly clock: DemoClock; readonly isNew: boolean }> {
    const rows = await sql.$queryRawUnsafe<{ offset_ms: bigint | string }[]>(`SELECT offset_ms FROM demo_clock WHERE id = 1`);
    const stored = rows[0];
    if (stored) return { clock: new DemoClock(sql, Number(stored.offset_ms), real), isNew: false };
    const clock = new DemoClock(sql, start === null ? 0 : start - real(), real);
    await clock.#keep();
    return { clock, isNew: true };
  }

  now(): Instant {
    // The machine's own clock may be set back; this one is not.
    this.#latest = Math.max(this.#latest, this.#heldAt ?? this.#real() + this.#offset);
    return this.#latest;
  }

  /**
   * Stands still at `at`, or now if that is past, until it is moved again or released. The offset is kept
   * before the moment is shown, so that nothing recorded lies ahead of the clock after a crash.
   */
  async holdAt(at: Instant): Promise<void> {
    const moment = Math.max(at, this.now());
    this.#offset = Math.max(this.#offset, moment - this.#real());
    await this.#keep();
    this.#heldAt = moment;
  }

  /** Runs on from where it was held. */
  async release(): Promise<void> {
    if (this.#heldAt === null) return;
    this.#offset = this.#heldAt - this.#real();
    this.#heldAt = null;
    await this.#keep();
  }

  /** Need not wait for the disk: whatever is committed under the new time is written after it, and brings it along. */
  async #keep(): Promise<void> {
    await this.#sql.$executeRawUnsafe(
      `WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
       INSERT INTO demo_clock (id, offset_ms) SELECT 1, $1::bigint FROM unhurried ON CONFLICT (id) DO UPDATE SET offset_ms = excluded.offset_ms`, Math.round(this.#offset),
    );
  }
}

/** What becomes of a DEMO_NOW that was given for a clock that runs already. */
export function wishFor(clock: DemoClock, wanted: Instant | null): { readonly moveTo: Instant } | { readonly note: string } | null {
  if (wanted === null) return null;
  if (wanted > clock.now()) return { moveTo: wanted };
  return { note: `The demo's clock stands at ${formatInstant(clock.now())} and cannot go back to DEMO_NOW=${formatInstant(wanted)}: set DEMO_RESET=1 to start afresh.` };
}
