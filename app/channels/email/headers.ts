/** The headers that say what kind of mail it is. */
import type { MessageClass } from "#app/core/message/message.ts";

export type EmailKind = {
  readonly class: MessageClass;
  /** Required for marketing. The address answers RFC 8058's one-click POST. */
  readonly unsubscribe: { readonly url: string; readonly mailto?: string | undefined } | null;
  /** Domain-like name of the shop's list: "demo-woo.afterglow.example". */
  readonly listId: string | null;
};

/**
 * Marketing: the way out as RFC 2369 and RFC 8058 (one click), List-Id (RFC 2919), and Precedence, which
 * keeps holiday replies away. Transactional: Auto-Submitted (RFC 3834), for the same end.
 *
 * @throws when marketing has no way out: such a mail must not leave
 */
export function kindHeaders(kind: EmailKind): Record<string, string> {
  if (kind.class === "transactional") return { "Auto-Submitted": "auto-generated" };
  if (!kind.unsubscribe) throw new Error("A marketing e-mail needs a way to unsubscribe.");
  const { url, mailto } = kind.unsubscribe;
  return {
    "List-Unsubscribe": mailto ? `<${url}>, <mailto:${mailto}>` : `<${url}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    ...(kind.listId ? { "List-Id": `<${kind.listId.replace(/[^A-Za-z0-9.-]/g, "-")}>` } : {}),
    Precedence: "bulk",
  };
}
