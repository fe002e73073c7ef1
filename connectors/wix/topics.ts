import type { Scope, Subject, Topic } from "#app/core/event/connector.ts";

const webhook = (topic: string, subject: Subject, scope: string | null): Topic => ({ topic, subject, via: "webhook", scope });
const ORDERS = "Read Orders";
const CONTACTS = "Read Contacts";
const PRODUCTS = "Read Products";

/** Paid-plan events of the app itself (dev.wix.com, App Management, App Billing). */
export const PLAN_TOPICS = ["PaidPlanPurchased", "PaidPlanChanged", "PaidPlanReactivated", "PaidPlanAutoRenewalCancelled", "PaidPlanConvertedToPaid", "PaidPlanTransferred"] as const;

/** What Wix sends, by its event type, and what our client fetches. Wix's subscriptions are made in the app's dashboard, see docs/connect-wix.md. */
export const TOPICS: readonly Topic[] = [
  webhook("wix.ecom.v1.order_created", "orders", ORDERS),
  webhook("wix.ecom.v1.order_approved", "orders", ORDERS),
  webhook("wix.ecom.v1.order_updated", "orders", ORDERS),
  webhook("wix.ecom.v1.order_canceled", "orders", ORDERS),
  webhook("wix.ecom.v1.order_payment_status_updated", "orders", ORDERS),
  webhook("wix.ecom.v1.fulfillments_updated", "shipments", ORDERS),
  webhook("wix.ecom.v1.order_transactions_updated", "refunds", ORDERS),
  webhook("wix.ecom.v1.order_transactions_refund_completed", "refunds", ORDERS),
  webhook("wix.contacts.v4.contact_created", "customers", CONTACTS),
  webhook("wix.contacts.v4.contact_updated", "customers", CONTACTS),
  webhook("wix.contacts.v4.contact_deleted", "customers", CONTACTS),
  webhook("wix.contacts.v4.contact_merged", "customers", CONTACTS),
  webhook("wix.marketing.marketing_consent.v1.marketing_consent_created", "consent", "Read Marketing Consents"),
  webhook("wix.marketing.marketing_consent.v1.marketing_consent_updated", "consent", "Read Marketing Consents"),
  webhook("wix.stores.catalog.v3.product_created", "products", PRODUCTS),
  webhook("wix.stores.catalog.v3.product_updated", "products", PRODUCTS),
  webhook("wix.stores.catalog.v3.product_deleted", "products", PRODUCTS),
  webhook("com.wix.ecommerce.catalog.api.v1.ProductDeleted", "products", PRODUCTS),
  webhook("AppInstalled", "app", null),
  { ...webhook("AppRemoved", "app", null), afterUninstall: true },
  ...PLAN_TOPICS.map((topic) => webhook(topic, "app", null)),
  { topic: "orders/pulled", subject: "orders", via: "pull", scope: ORDERS },
  { topic: "contacts/pulled", subject: "customers", via: "pull", scope: CONTACTS },
  { topic: "products/pulled", subject: "products", via: "pull", scope: PRODUCTS },
];

/** Chosen in the app's dashboard under Permissions; the merchant agrees to them at the install. */
export const SCOPES: readonly Scope[] = [
  { name: ORDERS, why: "Orders, parcels and refunds start, hold and end journeys." },
  { name: CONTACTS, why: "Names, addresses and consent of the people we write to." },
  { name: "Manage Contacts", why: "Journeys can label a contact." },
  { name: "Read Marketing Consents", why: "Nobody who unsubscribed in Wix is written to." },
  { name: PRODUCTS, why: "Pictures and stock of what is recommended." },
  { name: "Manage Coupons", why: "Journeys can give a customer a coupon of their own." },
  { name: "Read Site Properties", why: "The site's time zone, so that nobody is written to at night." },
];
