import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Database } from "./database.ts";

export type Walk = {
  readonly id: string;
  readonly journey: string;
  readonly step: string;
  readonly orderRef: string | null;
  readonly dueAt: number | null;
  readonly enteredAt: number;
  readonly state: Enrollment;
  /** The version it started with: what it will do next stands here. */
  readonly definition: Definition;
};

/** The walks a customer is on now, the one that moves next first. */
export async function activeWalks(db: Database, shopId: string, profileId: string): Promise<Walk[]> {
  const rows = await db.enrollment.findMany({ where: { shopId, profileId, status: "active" }, orderBy: { dueAt: { sort: "asc", nulls: "last" } }, take: 20 });
  if (rows.length === 0) return [];
  const versions = await db.journeyVersion.findMany({ where: { shopId, OR: rows.map(({ journey, version }) => ({ key: journey, version })) } });
  return rows.flatMap((row) => {
    const found = versions.find((one) => one.key === row.journey && one.version === row.version);
    if (!found) return [];
    return {
      id: row.id,
      journey: row.journey,
      step: row.step,
      orderRef: row.orderRef,
      dueAt: row.dueAt?.getTime() ?? null,
      enteredAt: row.enteredAt.getTime(),
      state: row.state as unknown as Enrollment,
      definition: found.definition as unknown as Definition,
    };
  });
}
