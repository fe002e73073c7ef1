import type { Definition } from "../core/journey/definition.ts";
import type { Database } from "./database.ts";

export type JourneyName = { readonly key: string; readonly name: string; readonly live: boolean; readonly steps: Readonly<Record<string, string>> };

/** A shop's journeys with the names that lists show, from the version new walks start on. */
export async function listJourneys(db: Database, shopId: string): Promise<JourneyName[]> {
  const journeys = await db.journey.findMany({ where: { shopId }, orderBy: { key: "asc" } });
  if (journeys.length === 0) return [];
  const versions = await db.journeyVersion.findMany({ where: { shopId, OR: journeys.map(({ key, version }) => ({ key, version })) } });
  return journeys.map(({ key, status }) => {
    const definition = versions.find((one) => one.key === key)?.definition as unknown as Definition | undefined;
    const steps = Object.fromEntries(Object.entries(definition?.steps ?? {}).map(([id, step]) => [id, step.label]));
    return { key, name: definition?.name ?? key, live: status === "live", steps };
  });
}

/** When someone last entered each journey; a journey nobody ever entered is absent. */
export async function lastEntries(db: Database, shopId: string, keys: readonly string[]): Promise<Record<string, number>> {
  const found = await Promise.all(
    keys.map((journey) => db.enrollment.findFirst({ where: { shopId, journey }, orderBy: { enteredAt: "desc" }, select: { journey: true, enteredAt: true } })),
  );
  return Object.fromEntries(found.flatMap((row) => (row ? [[row.journey, row.enteredAt.getTime()]] : [])));
}

/** What a message is called in lists: its subject once it has one, else the name of its step. */
export function messageTitle(message: { readonly subject: string | null; readonly journey: string | null; readonly step: string | null; readonly content: string }, journeys: readonly JourneyName[]): string {
  return message.subject ?? journeys.find((journey) => journey.key === message.journey)?.steps[message.step ?? ""] ?? message.content;
}
