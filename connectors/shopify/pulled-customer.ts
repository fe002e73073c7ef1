import { nodeOf, textOf } from "./node.ts";
import type { Node } from "./node.ts";
import { webhookAddress } from "./pulled-order.ts";

/**
 * A customer as our client reads it, in the shape of the customers/* webhooks before API 2025-01, when those still told
 * consent.
 */
export function webhookCustomer(customer: Node): object {
  const email = nodeOf(customer["defaultEmailAddress"]);
  const phone = nodeOf(customer["defaultPhoneNumber"]);
  return {
    admin_graphql_api_id: customer["id"],
    email: email["emailAddress"],
    phone: phone["phoneNumber"],
    first_name: customer["firstName"],
    last_name: customer["lastName"],
    created_at: customer["createdAt"],
    updated_at: customer["updatedAt"],
    default_address: webhookAddress(customer["defaultAddress"]),
    email_marketing_consent: consentOf(email["marketingState"], email["marketingUpdatedAt"]),
    sms_marketing_consent: consentOf(phone["marketingState"], phone["marketingUpdatedAt"]),
  };
}

function consentOf(state: unknown, at: unknown): object | null {
  return textOf(state) === null ? null : { state, consent_updated_at: at };
}
