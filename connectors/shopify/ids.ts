import { readRef, required } from "#app/core/event/payload/values.ts";

/**
 * The digits of a resource's id. Its GraphQL id ("gid://shopify/Order/820982911946154508") comes
 * first: numeric ids pass 2^53, and whatever stood between Shopify and us may have rounded the number.
 */
export function refOf(resource: { readonly id: string | null; readonly admin_graphql_api_id: string | null }, field = "id"): string {
  const digits = /\/(\d{1,20})(?:\?.*)?$/.exec(resource.admin_graphql_api_id ?? "")?.[1];
  return digits ?? required(readRef(resource.id, field), field);
}
