/** Where Shopify's library keeps its sessions: sealed, and for a connected shop with the tokens of its connection. */
import { Session } from "@shopify/shopify-app-remix/server";
import { findConnection, keepCredentials, readCredentials } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { findShopByDomain } from "./models/installed-shop.ts";
import { alone } from "./models/lock.ts";
import { deleteShopifySessions, listShopifySessions, readShopifySession, saveShopifySession } from "./models/shopify-session.ts";
import type { Vault } from "./models/vault.ts";
import { credentialsOf, readShopifyCredentials } from "./shopify-credentials.server.ts";

/** Whoever gets new tokens for a shop holds this lock; its client takes the same one to renew them. */
const TOKEN_LOCK = "shopify_token";

/** What the library asks of a store of sessions. */
export type ShopifySessions = {
  storeSession(session: Session): Promise<boolean>;
  loadSession(id: string): Promise<Session | undefined>;
  deleteSession(id: string): Promise<boolean>;
  deleteSessions(ids: string[]): Promise<boolean>;
  findSessionsByShop(shop: string): Promise<Session[]>;
};

/**
 * An offline session is the shop's own, and the connection holds its tokens: there is one chain of refresh tokens, kept by the
 * client under the shop's lock. So an offline session comes without its refresh token, which leaves the library nothing to
 * renew by itself, and not at all while the shop is not connected, which makes the library ask Shopify anew.
 */
export function shopifySessions(db: Database, vault: Vault): ShopifySessions {
  const load = async (id: string): Promise<Session | undefined> => {
    const kept = await readShopifySession(db, vault, id);
    if (kept === null) return undefined;
    const session = revive(kept as Stored);
    return session.isOnline ? session : withTokensOf(db, vault, session);
  };
  return {
    async storeSession(session) {
      if (!session.isOnline) await passOn(db, vault, session);
      const { id, shop, isOnline, expires = null, refreshTokenExpires = null } = session;
      await saveShopifySession(db, vault, { id, shop, isOnline, expires, refreshTokenExpires, session: session.toObject() });
      return true;
    },
    loadSession: load,
    async deleteSession(id) {
      await deleteShopifySessions(db, [id]);
      return true;
    },
    async deleteSessions(ids) {
      await deleteShopifySessions(db, ids);
      return true;
    },
    async findSessionsByShop(shop) {
      const found = await Promise.all((await listShopifySessions(db, shop)).map(load));
      return found.filter((one) => one !== undefined);
    },
  };
}

/** Tells the connection what the library learned: new tokens, or that Shopify took the last one no more. The newest wins. */
async function passOn(db: Database, vault: Vault, session: Session): Promise<void> {
  const shop = await findShopByDomain(db, "shopify", session.shop);
  if (!shop || shop.left) return;
  await alone(db, shop.id, TOKEN_LOCK, async () => {
    const fresh = credentialsOf(session);
    if (fresh?.refreshToken) return keepCredentials(db, vault, shop.id, fresh);
    if (fresh) return;
    const kept = readShopifyCredentials((await readCredentials(db, vault, shop.id))?.credentials);
    if (kept) await keepCredentials(db, vault, shop.id, { ...kept, expiresAt: 0 });
  });
}

async function withTokensOf(db: Database, vault: Vault, session: Session): Promise<Session | undefined> {
  const shop = await findShopByDomain(db, "shopify", session.shop);
  if (!shop || shop.left || (await findConnection(db, shop.id))?.status !== "connected") return undefined;
  const kept = await readCredentials(db, vault, shop.id);
  const credentials = readShopifyCredentials(kept?.credentials);
  if (!kept || !credentials) return undefined;
  const { id, state, onlineAccessInfo: _none, ...rest } = session.toObject();
  return new Session({
    id, state, shop: rest.shop, isOnline: false, scope: kept.scopes.join(","), accessToken: credentials.accessToken,
    ...(credentials.expiresAt !== null && { expires: new Date(credentials.expiresAt) }),
  });
}

type Stored = ConstructorParameters<typeof Session>[0] & { readonly expires?: string; readonly refreshTokenExpires?: string };

function revive({ expires, refreshTokenExpires, ...rest }: Stored): Session {
  return new Session({ ...rest, ...(expires && { expires: new Date(expires) }), ...(refreshTokenExpires && { refreshTokenExpires: new Date(refreshTokenExpires) }) });
}
