/** What the page about a shop's models shows. */
import { sayDrift } from "../core/scoring/drift.ts";
import type { DriftSaid } from "../core/scoring/drift.ts";
import type { ModelCard } from "../core/scoring/model-card.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import { latestFit } from "./model-fit.ts";
import { countBuyers, countStandingOrders } from "./score-past.ts";
import { readScoreRun } from "./score-run.ts";
import type { ScoreRun } from "./score-run.ts";

export type ModelPage = {
  readonly fit: { readonly asOf: Instant; readonly inForceFrom: Instant; readonly customers: number; readonly orders: number; readonly horizonDays: number; readonly cards: readonly ModelCard[] } | null;
  readonly run: Pick<ScoreRun, "status" | "because" | "done" | "total" | "phase" | "reason" | "endedAt"> | null;
  /** How far customers moved since the models were made; null before they were scored. */
  readonly drift: DriftSaid | null;
  /** What there is to learn from; told only while nothing was learned. */
  readonly past: { readonly customers: number; readonly orders: number } | null;
};

export async function modelPage(db: Database, shopId: string, now: Instant): Promise<ModelPage> {
  const [fit, run] = await Promise.all([latestFit(db, shopId), readScoreRun(db, shopId)]);
  const past = fit === null ? await pastOf(db, shopId, now) : null;
  return {
    fit: fit && { asOf: fit.asOf, inForceFrom: fit.inForceFrom, customers: fit.models.customers, orders: fit.models.orders, horizonDays: fit.models.horizonDays, cards: fit.cards },
    run: run && { status: run.status, because: run.because, done: run.done, total: run.total, phase: run.phase, reason: run.reason, endedAt: run.endedAt },
    drift: run?.drift && fit && run.drift.fit === fit.asOf ? sayDrift(run.drift) : null,
    past,
  };
}

async function pastOf(db: Database, shopId: string, now: Instant): Promise<ModelPage["past"]> {
  const [customers, orders] = await Promise.all([countBuyers(db, shopId), countStandingOrders(db, shopId, now)]);
  return { customers, orders };
}

/** Whether the shop's scoring is under way. */
export function isUnderWay(run: ModelPage["run"]): boolean {
  return run !== null && (run.status === "waiting" || run.status === "learning" || run.status === "scoring");
}
