/** Works out the scores of a shop's customers in batches, each one transaction: a crash anywhere continues where it was. */
import { traitsOf } from "../core/profile/traits.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Drift } from "../core/scoring/drift.ts";
import { NO_TALLY, withTallied } from "../core/scoring/drift.ts";
import { SCORE_NAMES } from "../core/scoring/score.ts";
import type { Scores } from "../core/scoring/score.ts";
import { scoresOf } from "../core/scoring/scores-of.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import { NO_ID } from "./no-id.ts";
import { readShop } from "./shop.ts";
import { shareJourneys } from "./store/journey-lock.ts";
import { inTransaction } from "./store/transaction.ts";
import type { Sql } from "./store/transaction.ts";

/** Held together for some tens of milliseconds: events of these customers wait that long. */
const CUSTOMERS = 250;

type RunRow = { cursor: string | null; as_of: Date; drift: Drift | Record<string, never> };

/**
 * Scores the next customers in the order of their ids. Whoever was scored later than the run's moment, because something
 * happened meanwhile, is left as they are: those scores rest on the same models and on more.
 *
 * @param until nobody else takes the run in hand before
 * @returns "more", "done" when these were the last, or "none" when there is nothing to score: another worker has it, the shop left
 */
export async function scoreBatch(db: Database, shopId: string, now: Instant, until: Instant): Promise<"more" | "done" | "none"> {
  return inTransaction(db, async (sql) => {
    await shareJourneys(sql, shopId);
    const runs = await sql.$queryRawUnsafe<RunRow[]>(
      `SELECT cursor::text, as_of, drift FROM score_run WHERE shop_id = $1 AND status = 'scoring' AND EXISTS (SELECT FROM shop WHERE id = $1 AND uninstalled_at IS NULL AND models IS NOT NULL) FOR UPDATE SKIP LOCKED`, shopId,
    );
    const run = runs[0];
    if (!run) return "none";
    const { models, currency } = await readShop(sql, shopId);
    if (!models) return "none";
    const asOf = run.as_of.getTime();
    const rows = await sql.$queryRawUnsafe<{ id: string; state: Profile }[]>(
      `SELECT id::text, state FROM profile WHERE shop_id = $1 AND id > $2::uuid AND merged_into IS NULL AND orders > 0 ORDER BY profile.id LIMIT ${CUSTOMERS} FOR UPDATE`, shopId, run.cursor ?? NO_ID,
    );
    const changed: { id: string; scores: Scores; traits: object }[] = [];
    const tallied = rows.map(({ id, state }) => {
      if (isNewer(state.scores, asOf)) return state.scores;
      const scores = scoresOf(state, models, asOf);
      changed.push({ id, scores, traits: scoreTraits({ ...state, scores }, currency) });
      return scores;
    });
    await write(sql, shopId, changed);
    const isLast = rows.length < CUSTOMERS;
    const latest = withTallied(tallyOf(run.drift, run.cursor), tallied);
    const then = "fit" in run.drift && run.drift.fit === models.asOf ? (run.drift as Drift).then : null;
    const drift: Drift = { fit: models.asOf, then: isLast ? (then ?? latest) : then, latest };
    await sql.$executeRawUnsafe(
      `UPDATE score_run SET cursor = coalesce($2::uuid, cursor), done = done + $3, drift = $4::jsonb, status = CASE WHEN $5 THEN 'done' ELSE status END, phase = CASE WHEN $5 THEN NULL ELSE phase END, reason = CASE WHEN $5 THEN NULL ELSE reason END,
         due_at = CASE WHEN $5 THEN NULL ELSE $6::timestamptz END, ended_at = CASE WHEN $5 THEN $7::timestamptz END, attempts = CASE WHEN $5 THEN 0 ELSE attempts END WHERE shop_id = $1`,
      shopId, rows.at(-1)?.id ?? null, rows.length, JSON.stringify(drift), isLast, formatInstant(until), formatInstant(now),
    );
    return isLast ? "done" : "more";
  });
}

async function write(sql: Sql, shopId: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.$executeRawUnsafe(
    `UPDATE profile p SET state = jsonb_set(p.state, '{scores}', x.scores), traits = p.traits || x.traits
     FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, scores jsonb, traits jsonb) WHERE p.shop_id = $1 AND p.id = x.id`,
    shopId, JSON.stringify(rows),
  );
}

/** A run's tally begins empty with its first customers. */
function tallyOf(drift: RunRow["drift"], cursor: string | null): Drift["latest"] {
  return cursor !== null && "latest" in drift ? (drift as Drift).latest : NO_TALLY;
}

function isNewer(scores: Scores, asOf: Instant): boolean {
  for (const name of SCORE_NAMES) if ((scores[name]?.at ?? 0) > asOf) return true;
  return false;
}

/** What conditions in SQL read of the scores: the other traits do not change by them. */
function scoreTraits(profile: Profile, currency: string): object {
  const traits = traitsOf(profile, currency);
  return Object.fromEntries(SCORE_NAMES.map((name) => [`score.${name}`, traits[`score.${name}`]]));
}
