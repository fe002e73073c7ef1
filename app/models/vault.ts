/** Keeps secrets so that a copy of the database opens nothing. Made by app/vault.server.ts. */
export interface Vault {
  /** @param context where the secret is kept ("shop-1:credentials"): sealed text moved to another place does not open */
  seal(text: string, context: string): string;
  /** @throws Error when it was sealed with a key we do not have, changed, or moved from another place */
  open(sealed: string, context: string): string;
  /** Whether it was sealed with the newest key. */
  isCurrent(sealed: string): boolean;
}

/** Text that was never sealed opens as it is: rows of before, and tests. */
export function openSecrets(vault: Vault, shopId: string, secrets: readonly string[]): string[] {
  return secrets.map((secret) => vault.open(secret, secretContext(shopId)));
}

/** Where a shop's webhook secrets are kept. */
export function secretContext(shopId: string): string {
  return `${shopId}:webhook`;
}
