/** What Shopify's refusals mean for us, with a sentence for the merchant. */
import { PlatformError } from "#app/core/event/platform-error.ts";
import type { Answer } from "#connectors/shared/http.ts";
import { OPEN_AGAIN } from "./credentials.ts";
import { nodesOf, nodeOf, textOf } from "./node.ts";
import type { Node } from "./node.ts";

const LATER = "Shopify is not answering at the moment. We try again by ourselves.";
const BUSY = "Shopify asks us to go slower. We go on by ourselves in a moment.";

export function throttled(waitMs: number): PlatformError {
  return new PlatformError("throttled", "Shopify's rate limit was met", BUSY, waitMs);
}

/** For an answer that is no GraphQL answer. Statuses: shopify.dev/docs/api/usage/response-codes. */
export function statusError({ status }: Answer): PlatformError {
  const what = `Shopify answered ${status}`;
  if (status === 401) return new PlatformError("unauthorised", what, OPEN_AGAIN);
  if (status === 402 || status === 423) return new PlatformError("unavailable", what, "The shop is paused at Shopify. As soon as it is open again, Afterglow goes on by itself.");
  if (status === 403) return new PlatformError("forbidden", what, "Shopify does not allow Afterglow this. Open Afterglow from your Shopify admin and accept what it asks for.");
  if (status === 404) return new PlatformError("unavailable", what, "Shopify does not find this shop. If it was closed, disconnect it here.");
  // An error page in place of an answer comes from something that stands before Shopify, and goes away.
  return new PlatformError(status >= 500 || status === 200 ? "unavailable" : "unexpected", what, LATER);
}

type GraphqlError = { readonly code: string; readonly path: string };

/** The answer's own errors, without their texts: those may hold what was asked. */
export function errorsOf(answer: Node): GraphqlError[] {
  return nodesOf(answer["errors"]).map((error) => ({
    code: textOf(nodeOf(error["extensions"])["code"]) ?? "UNKNOWN",
    path: Array.isArray(error["path"]) ? error["path"].filter((part) => typeof part === "string").join(".") : "",
  }));
}

/** The query costs more than one query may: a smaller page will do. */
export class TooCostly extends PlatformError {}

export function graphqlError(errors: readonly GraphqlError[]): PlatformError {
  const { code, path } = errors[0] ?? { code: "UNKNOWN", path: "" };
  const what = `Shopify answered ${code}${path === "" ? "" : ` at ${path}`}`;
  switch (code) {
    case "ACCESS_DENIED":
      return new PlatformError("forbidden", what, `Shopify does not show Afterglow ${path === "" ? "this" : `"${path}"`}. Open Afterglow from your Shopify admin and accept what it asks for.`);
    case "SHOP_INACTIVE":
      return new PlatformError("unavailable", what, "The shop is paused at Shopify. As soon as it is open again, Afterglow goes on by itself.");
    case "INTERNAL_SERVER_ERROR":
    case "TIMEOUT":
      return new PlatformError("unavailable", what, LATER);
    case "MAX_COST_EXCEEDED":
      return new TooCostly("refused", what, "Shopify finds a page too large. This is for Afterglow to mend: please tell its support.");
    default:
      return new PlatformError("refused", what, "Shopify did not take what Afterglow asked. This is for Afterglow to mend: please tell its support.");
  }
}

/** @throws PlatformError "refused", naming the field, when the mutation says that its input is wrong */
export function checkUserErrors(payload: unknown, doing: string): void {
  const [error] = userErrorsOf(payload);
  if (!error) return;
  const field = error.field === "" ? "" : ` (${error.field})`;
  throw new PlatformError("refused", `${doing}${field} was refused: ${error.code}`, `Shopify refused ${doing}${field}: ${error.message}`);
}

export function userErrorsOf(payload: unknown): { readonly field: string; readonly code: string; readonly message: string }[] {
  return nodesOf(nodeOf(payload)["userErrors"]).map(({ field, code, message }) => ({
    field: Array.isArray(field) ? field.join(".") : "",
    code: textOf(code) ?? "no code",
    message: textOf(message) ?? "it gives no reason.",
  }));
}
