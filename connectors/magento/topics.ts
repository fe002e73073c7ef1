import type { Scope, Subject, Topic } from "#app/core/event/connector.ts";

const SALES = "Magento_Sales::sales";
const ORDERS = "Magento_Sales::actions_view";
const SHIPMENTS = "Magento_Sales::shipment";
const REFUNDS = "Magento_Sales::creditmemo";
const CUSTOMERS = "Magento_Customer::manage";
const PRODUCTS = "Magento_Catalog::products";

const topic = (via: Topic["via"], subject: Subject, scope: string | null) => (name: string): Topic => ({ topic: name, subject, via, scope });

/** What our own module sends; the body is the resource as the REST API would give it. */
export const MODULE_TOPICS: readonly Topic[] = [
  topic("extension", "orders", null)("order.saved"),
  topic("extension", "shipments", null)("shipment.saved"),
  topic("extension", "refunds", null)("creditmemo.saved"),
  topic("extension", "customers", null)("customer.saved"),
  topic("extension", "customers", null)("customer.deleted"),
  topic("extension", "consent", null)("subscriber.saved"),
];

/** Adobe I/O Events of Adobe Commerce, without "com.adobe.commerce." before them. */
const ADOBE_TOPICS: readonly Topic[] = [
  topic("webhook", "orders", null)("observer.sales_order_save_commit_after"),
  topic("webhook", "shipments", null)("observer.sales_order_shipment_save_commit_after"),
  topic("webhook", "refunds", null)("observer.sales_order_creditmemo_save_commit_after"),
  topic("webhook", "customers", null)("observer.customer_save_commit_after"),
  topic("webhook", "products", null)("observer.catalog_product_save_commit_after"),
  topic("webhook", "products", null)("observer.catalog_product_save_after"),
];

export const TOPICS: readonly Topic[] = [
  ...MODULE_TOPICS,
  ...ADOBE_TOPICS,
  topic("pull", "orders", ORDERS)("orders/pulled"),
  topic("pull", "shipments", SHIPMENTS)("shipments/pulled"),
  topic("pull", "refunds", REFUNDS)("creditmemos/pulled"),
  topic("pull", "customers", CUSTOMERS)("customers/pulled"),
  topic("pull", "products", PRODUCTS)("products/pulled"),
];

/** Names of the boxes that are ticked in the integration's list of resources (each module's etc/acl.xml). */
export const SCOPES: readonly Scope[] = [
  { name: SALES, why: "Opens the part of the list that orders stand in." },
  { name: ORDERS, why: "Reading orders, to know what was bought, paid and cancelled." },
  { name: SHIPMENTS, why: "Reading shipments and their tracking numbers." },
  { name: REFUNDS, why: "Reading credit memos, so that nobody is asked about goods that were refunded." },
  { name: CUSTOMERS, why: "Reading customers and whether they take the newsletter." },
  { name: "Magento_Customer::group", why: "Making a discount valid for every customer group." },
  { name: PRODUCTS, why: "Reading product names." },
  { name: "Magento_CatalogInventory::cataloginventory", why: "Checking that a product can be bought before a message recommends it." },
  { name: "Magento_Backend::store", why: "Reading the store's currency, time zone and language." },
  { name: "Magento_SalesRule::quote", why: "Making the discount codes that journeys give." },
  { name: "Afterglow_Connect::connection", why: "Telling our module where to send what happens. Shown only where the module is installed." },
];
