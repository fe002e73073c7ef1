/** The REST API of the double: searches with their quirks, discounts, stock, and our module's own address. */
import type { Json } from "#connectors/magento/fixtures.ts";
import type { Collection, MagentoStore } from "./store.ts";

export type Reply = { readonly status: number; readonly body: unknown };

export type ModuleConnection = { url: string; secret: string } | null;
export type RestState = {
  readonly store: MagentoStore;
  readonly hasModule: boolean;
  /** webapi/validation/maximum_page_size; 0 is none. */
  readonly mostPerPage: number;
  connection: ModuleConnection;
};

const LISTS: Readonly<Record<string, Collection>> = { "/V1/orders": "orders", "/V1/shipments": "shipments", "/V1/creditmemos": "creditmemos", "/V1/products": "products", "/V1/customers/search": "customers" };
export const MODULE_TOPICS = ["order.saved", "shipment.saved", "creditmemo.saved", "customer.saved", "customer.deleted", "subscriber.saved"];

export function answer(state: RestState, method: string, path: string, query: URLSearchParams, body: Json): Reply {
  const { store } = state;
  const list = LISTS[path];
  if (method === "GET" && list) return search(state, store.list(list), query, list === "products" || list === "customers" ? "id" : "entity_id");
  if (method === "GET" && path === "/V1/salesRules/search") return search(state, store.rules, query, "rule_id");
  if (method === "GET" && path === "/V1/coupons/search") return search(state, store.coupons, query, "coupon_id");
  if (method === "GET" && path === "/V1/customerGroups/search") return search(state, [{ id: 0, code: "NOT LOGGED IN", tax_class_id: 3 }, { id: 1, code: "General", tax_class_id: 3 }], query, "id");
  if (method === "POST" && path === "/V1/salesRules") return saveRule(store, body["rule"] as Json);
  if (method === "POST" && path === "/V1/coupons") return saveCoupon(store, body["coupon"] as Json);
  if (method === "GET" && path === "/V1/store/storeConfigs") return ok([config(1, "default"), config(2, "german")]);
  if (method === "GET" && path === "/V1/store/storeViews") return ok([{ id: 0, code: "admin", name: "Admin", website_id: 0, store_group_id: 0, is_active: 1 }, { id: 1, code: "default", name: "Ada's Mugs", website_id: 1, store_group_id: 1, is_active: 1 }, { id: 2, code: "german", name: "Adas Tassen", website_id: 1, store_group_id: 1, is_active: 1 }]);
  if (method === "GET" && path === "/V1/store/websites") return ok([{ id: 0, code: "admin", name: "Admin", default_group_id: 0 }, { id: 1, code: "base", name: "Main Website", default_group_id: 1 }]);
  if (method === "GET" && path.startsWith("/V1/stockStatuses/")) return stockStatus(store, decodeURIComponent(path.slice("/V1/stockStatuses/".length)));
  if (path === "/V1/afterglow/connection" && state.hasModule) return moduleConnection(state, method, body);
  return { status: 404, body: { message: "Request does not match any route." } };
}

const ok = (body: unknown): Reply => ({ status: 200, body });

function config(id: number, code: string): Json {
  const urls = Object.fromEntries(["url", "link_url", "static_url", "media_url"].flatMap((name) => [[`base_${name}`, "http://elsewhere.example/"], [`secure_base_${name}`, "https://elsewhere.example/"]]));
  return { id, code, website_id: 1, locale: code === "german" ? "de_DE" : "en_US", base_currency_code: "USD", default_display_currency_code: "USD", timezone: "America/Chicago", weight_unit: "lbs", ...urls };
}

/** Groups are joined with "and". Past the last page comes the last page again, and too large a page is refused. */
function search(state: RestState, all: readonly Json[], query: URLSearchParams, id: string): Reply {
  const value = (item: Json, field: string): string => String(item[field === "entity_id" ? id : field] ?? "");
  const get = (name: string): string | null => query.get(`searchCriteria${name}`);
  const size = Number(get("[pageSize]") ?? 20);
  if (state.mostPerPage > 0 && size > state.mostPerPage) return { status: 400, body: { message: `Maximum SearchCriteria pageSize is ${state.mostPerPage}` } };
  let found = [...all];
  for (let index = 0; get(`[filterGroups][${index}][filters][0][field]`) !== null; index++) {
    const [field = "", wanted = "", condition = "eq"] = ["field", "value", "conditionType"].map((part) => get(`[filterGroups][${index}][filters][0][${part}]`) ?? undefined);
    found = found.filter((item) => matches(value(item, field), condition, wanted));
  }
  const sorts: string[] = [];
  for (let index = 0; get(`[sortOrders][${index}][field]`) !== null; index++) sorts.push(get(`[sortOrders][${index}][field]`) ?? "");
  found.sort((a, b) => sorts.reduce((order, field) => order || compare(value(a, field), value(b, field)), 0));
  const pages = Math.max(1, Math.ceil(found.length / size));
  const page = Math.min(pages, Math.max(1, Number(get("[currentPage]") ?? 1)));
  return ok({ items: found.slice((page - 1) * size, page * size), search_criteria: { filter_groups: [] }, total_count: found.length });
}

function compare(a: string, b: string): number {
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  return numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
}

function matches(value: string, condition: string, wanted: string): boolean {
  if (condition === "in") return wanted.split(",").includes(value);
  const order = compare(value, wanted);
  return condition === "eq" ? order === 0 : condition === "gt" ? order > 0 : condition === "gteq" && order >= 0;
}

function saveRule(store: MagentoStore, rule: Json): Reply {
  const saved = { rule_id: store.rules.length + 1, store_labels: [], ...rule };
  store.rules.push(saved);
  return ok(saved);
}

/** As Magento\SalesRule\Model\CouponRepository does it: limits and end come from the rule. */
function saveCoupon(store: MagentoStore, coupon: Json): Reply {
  const rule = store.rules.find(({ rule_id: id }) => id === coupon["rule_id"]);
  if (!rule) return { status: 400, body: { message: "Error occurred when saving coupon: No such entity" } };
  if (rule["use_auto_generation"] === true && coupon["type"] !== 1) return { status: 400, body: { message: "Error occurred when saving coupon: Specified rule only allows auto generated coupons" } };
  if (store.coupons.some(({ code }) => code === coupon["code"])) return { status: 400, body: { message: "Coupon with the same code already exists." } };
  const saved = { coupon_id: store.coupons.length + 1, ...coupon, usage_limit: rule["uses_per_coupon"], usage_per_customer: rule["uses_per_customer"], ...(rule["to_date"] ? { expiration_date: rule["to_date"] } : {}) };
  store.coupons.push(saved);
  return ok(saved);
}

function stockStatus(store: MagentoStore, sku: string): Reply {
  const product = store.products.find(({ id }) => `SKU-${id}` === sku);
  if (!product) return { status: 404, body: { message: "The product that was requested doesn't exist." } };
  const item: Json = Object.fromEntries(["min_qty", "min_sale_qty", "max_sale_qty", "backorders", "notify_stock_qty", "qty_increments", "stock_status_changed_auto"].map((name) => [name, 0]));
  const flags = Object.fromEntries(["is_qty_decimal", "show_default_notification_message", "use_config_min_qty", "use_config_max_sale_qty", "use_config_backorders", "use_config_notify_stock_qty", "use_config_qty_increments", "use_config_enable_qty_inc", "enable_qty_increments", "use_config_manage_stock", "manage_stock", "is_decimal_divided"].map((name) => [name, false]));
  return ok({ product_id: product.id, stock_id: 1, qty: product.inStock ? 5 : 0, stock_status: product.inStock ? 1 : 0, stock_item: { ...item, ...flags, use_config_min_sale_qty: 1, qty: 5, is_in_stock: product.inStock, low_stock_date: null } });
}

function moduleConnection(state: RestState, method: string, body: Json): Reply {
  if (method === "DELETE") {
    state.connection = null;
    return ok(true);
  }
  if (method !== "PUT") return { status: 404, body: { message: "Request does not match any route." } };
  const was = state.connection !== null;
  const { url, secret } = body["connection"] as { url: string; secret: string };
  state.connection = { url, secret };
  return ok({ was_connected: was, topics: MODULE_TOPICS });
}
