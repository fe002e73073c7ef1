import type { Message, MessageClass, MessageStatus } from "../core/message/message.ts";
import type { Database } from "./database.ts";
import { isUuid, startAt, toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";

export const MESSAGE_STATUSES = ["queued", "sending", "sent", "delivered", "failed", "bounced", "stopped", "unknown"] as const satisfies readonly MessageStatus[];

/** A message as pages and the API show it: without its content. */
export type MessageRow = Pick<Message, "id" | "profileId" | "enrollmentId" | "orderRef" | "journey" | "step" | "channel" | "class" | "content" | "locale" | "recipient" | "status" | "reason" | "attempts"> & {
  readonly subject: string | null;
  readonly createdAt: number;
  readonly sendAt: number | null;
  readonly sentAt: number | null;
  readonly openedAt: number | null;
  readonly clickedAt: number | null;
};

const OMIT = { html: true, text: true, lockedUntil: true, messageIdHeader: true } as const;

type Row = Omit<Awaited<ReturnType<Database["message"]["findFirstOrThrow"]>>, keyof typeof OMIT>;

export function toMessage({ shopId: _shopId, ...row }: Row): MessageRow {
  return {
    ...row,
    channel: row.channel as MessageRow["channel"],
    class: row.class as MessageClass,
    status: row.status as MessageStatus,
    createdAt: row.createdAt.getTime(),
    sendAt: row.sendAt?.getTime() ?? null,
    sentAt: row.sentAt?.getTime() ?? null,
    openedAt: row.openedAt?.getTime() ?? null,
    clickedAt: row.clickedAt?.getTime() ?? null,
  };
}

export type MessageFilter = { readonly status?: readonly string[]; readonly class?: string; readonly journey?: string; readonly channel?: string };

/** A shop's messages, newest first. */
export async function listMessages(db: Database, shopId: string, filter: MessageFilter, cursor: Cursor | null, limit: number): Promise<Page<MessageRow>> {
  const direction = cursor?.back ? "asc" : "desc";
  const { status, ...exact } = filter;
  const rows = await db.message.findMany({
    where: { shopId, ...exact, ...(status ? { status: { in: [...status] } } : {}), ...startAt("createdAt", cursor) },
    orderBy: [{ createdAt: direction }, { id: direction }],
    take: limit + 1,
    omit: OMIT,
  });
  return toPage(rows.map(toMessage), limit, cursor, (message) => ({ at: message.createdAt, id: message.id }));
}

export async function findMessage(db: Database, shopId: string, id: string): Promise<MessageRow | null> {
  if (!isUuid(id)) return null;
  const row = await db.message.findFirst({ where: { id, shopId }, omit: OMIT });
  return row && toMessage(row);
}

/** The message a signed link is about, and its shop, which has not left unless `evenLeft`: the link is the authority. */
export async function findMessageOfLink(db: Database, messageId: string, evenLeft = false): Promise<(MessageRow & { readonly shopId: string }) | null> {
  const row = await db.message.findUnique({ where: { id: messageId }, omit: OMIT });
  const shop = row && (await db.shop.findUnique({ where: { id: row.shopId }, select: { uninstalledAt: true } }));
  return row && shop && (evenLeft || shop.uninstalledAt === null) ? { ...toMessage(row), shopId: row.shopId } : null;
}

/** Names of customers by id, for lists that show them. */
export async function customerNames(db: Database, shopId: string, ids: readonly string[]): Promise<Record<string, string>> {
  const rows = await db.profile.findMany({ where: { shopId, id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
}
