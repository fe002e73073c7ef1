/** Every document our client sends to the GraphQL Admin API, version 2026-07. A test holds them against its schema. */

/** shopify.dev/docs/api/usage/versioning: a stable version lives for at least a year. */
export const API_VERSION = "2026-07";

const ADDRESS = "firstName lastName phone address1 address2 city zip province provinceCode countryCodeV2";
const MONEY = "shopMoney { amount currencyCode }";
const LINE = `id name title sku quantity product { id } originalUnitPriceSet { ${MONEY} } discountAllocations { allocatedAmountSet { ${MONEY} } }`;
const RETURN = "id status createdAt closedAt";
const VARIANT = "id position sku price availableForSale";
const SCAN = "id status happenedAt message";

/** `parcels`, `lines` and `returns` differ between a page and a bulk export, which takes no connection inside a list. */
const order = (lists: { readonly parcels: string; readonly lines: string; readonly returns: string }): string => `
  id name createdAt processedAt updatedAt cancelledAt currencyCode test email phone
  displayFinancialStatus displayFulfillmentStatus paymentGatewayNames customerAcceptsMarketing customerLocale discountCodes
  totalPriceSet { ${MONEY} }
  customAttributes { key value }
  customerJourneySummary { lastVisit { landingPage } }
  customer { id firstName lastName createdAt updatedAt defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } defaultAddress { ${ADDRESS} } }
  shippingAddress { ${ADDRESS} }
  billingAddress { ${ADDRESS} }
  fulfillments { id status displayStatus createdAt updatedAt trackingInfo { company number url } ${lists.parcels} }
  refunds { id createdAt processedAt note totalRefundedSet { ${MONEY} } }
  ${lists.lines}
  ${lists.returns}`;

/** The telephone's consent fields are deprecated for fields that come with a later version only. */
const CUSTOMER = `
  id firstName lastName createdAt updatedAt
  defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber marketingState marketingUpdatedAt }
  defaultAddress { ${ADDRESS} }`;

const product = (variants: string): string => `
  id title status createdAt updatedAt
  featuredMedia { preview { image { url } } }
  ${variants}`;

const connection = (field: string, args: string, node: string): string => `${field}(${args}) { nodes { ${node} } pageInfo { hasNextPage endCursor } }`;
const exported = (field: string, node: string): string => `${field} { edges { node { ${node} } } }`;

const page = (name: string, field: string, sort: string, node: string): string =>
  `query ${name}($first: Int!, $after: String, $query: String) { ${connection(field, `first: $first, after: $after, query: $query, sortKey: ${sort}`, node)} }`;

const PAGED_ORDER = order({
  parcels: `events(first: 20) { nodes { ${SCAN} } }`,
  lines: connection("lineItems", "first: 30", LINE),
  returns: `returns(first: 10) { nodes { ${RETURN} } }`,
});
const EXPORTED_ORDER = order({ parcels: "", lines: exported("lineItems", LINE), returns: exported("returns", RETURN) });

/** One page, the last changed last. */
export const PAGES = {
  products: page("ProductsPage", "products", "UPDATED_AT", product(connection("variants", "first: 30", VARIANT))),
  customers: page("CustomersPage", "customers", "UPDATED_AT", CUSTOMER),
  orders: page("OrdersPage", "orders", "UPDATED_AT", PAGED_ORDER),
} as const;

/** What a page's node had more of than the page shows. */
export const REST_OF = {
  lineItems: `query RestOfLines($id: ID!, $after: String) { node(id: $id) { ... on Order { ${connection("lineItems", "first: 100, after: $after", LINE)} } } }`,
  variants: `query RestOfVariants($id: ID!, $after: String) { node(id: $id) { ... on Product { ${connection("variants", "first: 100, after: $after", VARIANT)} } } }`,
} as const;

export type ResourceKey = keyof typeof PAGES;

/** What a bulk operation exports, with the search that narrows it. @param search in Shopify's search syntax, without quotes in it; "" for all */
export function exportQuery(resource: ResourceKey, search: string): string {
  const args = search === "" ? "" : `(query: ${JSON.stringify(search)})`;
  const node = resource === "orders" ? EXPORTED_ORDER : resource === "customers" ? CUSTOMER : product(exported("variants", VARIANT));
  return `{ ${exported(`${resource}${args}`, node)} }`;
}

export const START_EXPORT = `mutation StartExport($query: String!) {
  bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { field message code } }
}`;

export const EXPORT_STATE = `query ExportState($id: ID!) {
  bulkOperation(id: $id) { id status errorCode rootObjectCount fileSize url }
}`;

export const ABOUT = `query About {
  shop { name myshopifyDomain url contactEmail currencyCode ianaTimezone shopAddress { countryCodeV2 } primaryDomain { localization { defaultLocale } } }
}`;

export const GRANTED = `query Granted { currentAppInstallation { accessScopes { handle } } }`;

export const LEAVE = `mutation Leave { appUninstall { userErrors { field message } } }`;

export const CREATE_CODE = `mutation CreateCode($discount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { field message code } }
}`;

export const FIND_CODE = `query FindCode($code: String!) {
  codeDiscountNodeByCode(code: $code) { id codeDiscount { ... on DiscountCodeBasic { title } } }
}`;

export const ADD_TAG = `mutation AddTag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { field message } } }`;

export const READ_NOTE = `query ReadNote($id: ID!) { customer(id: $id) { id note } }`;

export const WRITE_NOTE = `mutation WriteNote($input: CustomerInput!) { customerUpdate(input: $input) { userErrors { field message } } }`;

export const STOCK = `query Stock($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Product { id status ${connection("variants", "first: 50", "availableForSale")} } }
}`;

/** All of them, by name: for the test against the schema. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  productsPage: PAGES.products, customersPage: PAGES.customers, ordersPage: PAGES.orders, restOfLines: REST_OF.lineItems, restOfVariants: REST_OF.variants,
  exportProducts: exportQuery("products", ""), exportCustomers: exportQuery("customers", ""), exportOrders: exportQuery("orders", "created_at:>='2026-05-01T00:00:00Z'"),
  startExport: START_EXPORT, exportState: EXPORT_STATE, about: ABOUT, granted: GRANTED, leave: LEAVE, createCode: CREATE_CODE, findCode: FIND_CODE,
  addTag: ADD_TAG, readNote: READ_NOTE, writeNote: WRITE_NOTE, stock: STOCK,
};
