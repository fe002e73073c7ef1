/** Connects shops that tell of their install by webhook, before anyone opens the admin. */
import { connectorFor } from "#connectors/registry.ts";
import type { Platform } from "./core/event/connector.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import type { Platforms } from "./platforms.server.ts";

/**
 * Goes on behind the door's answer, which must not wait for the platform. A failure is not tried again from here: the
 * platform sends its webhook until the shop is known, and the first visit connects it too.
 */
export function introducer(platforms: Pick<Platforms, "trial" | "install">, onError: (what: string, error: unknown) => void): (platform: Platform, domain: string, credentials: unknown) => void {
  const running = new Set<string>();
  return (platform, domain, credentials) => {
    const key = `${platform}|${domain}`;
    if (running.has(key)) return;
    running.add(key);
    const connect = async (): Promise<void> => {
      const scopes = grantedAtInstall(platform);
      const client = await platforms.trial(platform, domain, credentials, scopes);
      const facts = await client.about();
      await platforms.install({ platform, facts, credentials, scopes });
    };
    void connect()
      // An old word of an app that is gone again: nothing to connect, and nothing that is wrong.
      .catch((error: unknown) => (error instanceof PlatformError && error.kind === "unauthorised" ? undefined : onError(`connecting a ${platform} shop that introduced itself`, error)))
      .finally(() => running.delete(key));
  };
}

/** Where the merchant agrees to all of an app's permissions when it is installed. */
export function grantedAtInstall(platform: Platform): readonly string[] {
  return connectorFor(platform)?.scopes.map(({ name }) => name) ?? [];
}
