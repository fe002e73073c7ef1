import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Database } from "./database.ts";
import { walksAbout } from "./walk-about.ts";

export type Walk = {
  readonly id: string;
  readonly journey: string;
  readonly step: string;
  /** "order #1001, Stoneware mug"; null when it is about the customer. */
  readonly about: string | null;
  readonly dueAt: number | null;
  readonly enteredAt: number;
  readonly state: Enrollment;
  /** The version it started with: what it will do next stands here. */
  readonly definition: Definition;
};

/** The walks a customer is on now, those of a paused journey too, the one that moves next first. */
export async function activeWalks(db: Database, shopId: string, profileId: string): Promise<Walk[]> {
  const rows = await db.enrollment.findMany({ where: { shopId, profileId, status: { in: ["active", "paused"] } }, orderBy: { dueAt: { sort: "asc", nulls: "last" } }, take: 20 });
  if (rows.length === 0) return [];
  const versions = await db.journeyVersion.findMany({ where: { shopId, OR: rows.map(({ journey, version }) => ({ key: journey, version })) } });
  const about = await walksAbout(db, shopId, rows);
  return rows.flatMap((row) => {
    const found = versions.find((one) => one.key === row.journey && one.version === row.version);
    if (!found) return [];
    return {
      id: row.id,
      journey: row.journey,
      step: row.step,
      about: about(row.state as unknown as Enrollment),
      dueAt: row.dueAt?.getTime() ?? null,
      enteredAt: row.enteredAt.getTime(),
      state: row.state as unknown as Enrollment,
      definition: found.definition as unknown as Definition,
    };
  });
}
