import type { Answer } from "#connectors/shared/http.ts";
import { retryAfterMs } from "#connectors/shared/retry-after.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { MINUTE } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";

/** How we answer stores that do not say when to come back. */
const BACK_OFF_MS = MINUTE;

/** Before 2.4.4 Magento knew HMAC-SHA1 only. Source: Magento\Framework\Oauth\Oauth, _validateProtocolParams. */
export function rejectsSha256({ status, text }: Answer): boolean {
  return status >= 400 && status < 500 && /HMAC-SHA256\s+is not supported|signature_method_rejected/i.test(text);
}

/** What an answer says went wrong; null when nothing did. Bodies are never passed on: they may hold customers' data. */
export function failure(answer: Answer, host: string, now: Instant): PlatformError | null {
  const { status, text } = answer;
  const says = (pattern: RegExp): boolean => pattern.test(text.slice(0, 5000));
  if (status === 429) return new PlatformError("throttled", `${host} answers 429`, "The store is busy. We go on in a moment.", retryAfterMs(answer, now) ?? BACK_OFF_MS);
  if (status === 503) return new PlatformError("unavailable", `${host} answers 503: maintenance`, "The store is in maintenance mode. We try again by ourselves.", retryAfterMs(answer, now) ?? BACK_OFF_MS);
  if (status >= 500) return new PlatformError("unavailable", `${host} answers ${status}`, "The store answered with an error. We try again by ourselves.");
  if (status === 401 && says(/isn't authorized to access|is not authorized to access|isn’t authorized/i)) {
    return new PlatformError("forbidden", `${host} does not allow this resource`, "The integration may not read everything it needs. In Magento, open System → Integrations, edit Afterglow, tick the resources it asks for, and save.");
  }
  if (says(/nonce_used|nonce is already being used/i)) return new PlatformError("unavailable", `${host} says the nonce was used`, "The store refused a repeated call. We try again by ourselves.");
  if (says(/timestamp_refused|Incorrect timestamp/i)) {
    return new PlatformError("unavailable", `${host} refuses the timestamp`, "The clock of the store's server is wrong by more than ten minutes. Ask the host to set it, then everything goes on.");
  }
  if (status === 401 || (status === 400 && says(/oauth_problem|token|signature|consumer/i))) {
    return new PlatformError("unauthorised", `${host} does not take the token (${status})`, "Magento no longer accepts this connection: the integration was deactivated or deleted. In Magento, open System → Integrations and activate Afterglow again.");
  }
  if (isHtml(answer)) {
    return status < 400
      ? new PlatformError("unavailable", `${host} answers with a web page in place of data`, "The store answered with a web page in place of data: a login wall or a firewall stands before it. Ask the host to let Afterglow reach /rest.")
      : new PlatformError(status === 403 ? "forbidden" : "refused", `${host} answers ${status} with a web page`, "Something before the store turned us away. Ask the store's host to let Afterglow reach the address /rest.");
  }
  if (status >= 300 && status < 400) {
    return new PlatformError("refused", `${host} redirects its API`, "The store redirects to another address. Set its base URL to the address it really uses, then activate the integration again.");
  }
  if (status === 403) return new PlatformError("forbidden", `${host} answers 403`, "The store does not let us do this. Check the integration's resources under System → Integrations.");
  if (status >= 400) return new PlatformError("refused", `${host} answers ${status}`, "The store refused what we asked for.");
  return null;
}

function isHtml({ headers, text }: Answer): boolean {
  return (headers["content-type"] ?? "").includes("text/html") || /^\s*</.test(text.slice(0, 200));
}
