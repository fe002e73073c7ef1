/** Which column of an orders file says what, where it is no export of a platform we know. */
import { findColumns, has, headerKey } from "#app/core/event/payload/export-row.ts";
import type { Column } from "#app/core/event/payload/export-row.ts";
import { UnusableFile } from "./unusable-file.ts";

/** What a column can say. `amount`: the row's money; `total`: the whole order's, repeated on each of its rows; `price`: of one piece. */
export const PLAIN_FIELDS = ["customer", "date", "order", "product", "title", "quantity", "amount", "total", "price", "currency"] as const;
export type PlainField = (typeof PLAIN_FIELDS)[number];

export type PlainColumns = Readonly<Record<PlainField, Column>>;

/** Names of columns, without what stands between their words. */
const NAMES: Readonly<Record<PlainField, readonly string[]>> = {
  customer: ["customerid", "customer", "custid", "cust", "customernumber", "customerno", "customerref", "customerkey", "clientid", "client", "userid", "user", "memberid", "member", "buyerid", "buyer", "shopperid", "shopper", "householdkey", "householdid", "accountid", "customeremail", "emailaddress", "email", "mail"],
  date: ["orderdate", "invoicedate", "purchasedate", "transactiondate", "transdate", "saledate", "orderedat", "placedat", "purchasedat", "createdat", "orderpurchasetimestamp", "orderdatetime", "invoicedatetime", "datetime", "timestamp", "date", "day", "time"],
  order: ["orderid", "ordernumber", "orderno", "ordername", "order", "invoiceno", "invoiceid", "invoicenumber", "invoice", "transactionid", "transid", "transaction", "receiptid", "receiptno", "receipt", "basketid", "basket", "saleid"],
  product: ["sku", "stockcode", "productid", "productcode", "productref", "itemid", "itemcode", "itemno", "articleid", "articleno", "asin", "product", "item", "article"],
  title: ["productname", "producttitle", "itemname", "description", "title"],
  quantity: ["quantity", "qty", "units", "pieces", "numberofitems", "numberofcds", "itemcount"],
  amount: ["amount", "lineamount", "linetotal", "dollarvalue", "salesamount", "salesvalue", "revenue", "sales", "spend", "value", "total", "totalamount", "paid", "amountpaid"],
  total: ["ordertotal", "ordervalue", "orderamount", "invoicetotal", "invoiceamount", "grandtotal", "baskettotal", "basketvalue"],
  price: ["unitprice", "priceperunit", "itemprice", "sellingprice", "price"],
  currency: ["currency", "currencycode", "ordercurrency"],
};

const WORDS: Readonly<Record<"customer" | "date", string>> = { customer: "who bought (an id or an e-mail address)", date: "when" };

/**
 * Finds the columns by their names, or takes those that are told.
 *
 * @param told the file's own name of a column, by what it says
 * @throws UnusableFile naming the column that is missing, and those there are
 */
export function plainColumns(header: readonly string[], told: Readonly<Partial<Record<PlainField, string>>>): PlainColumns {
  const names = header.map((name) => headerKey(name).replaceAll("_", ""));
  const found: Record<PlainField, Column> = { ...findColumns(names, NAMES) };
  for (const field of PLAIN_FIELDS) {
    const { index } = found[field];
    found[field] = { index, name: header[index]?.trim() ?? field };
    const name = told[field];
    if (name === undefined) continue;
    const place = header.findIndex((one) => one.trim() === name) >= 0 ? header.findIndex((one) => one.trim() === name) : names.indexOf(headerKey(name).replaceAll("_", ""));
    if (place < 0) throw new UnusableFile(`--columns ${field}=${name}: the file has no column of that name. ${shown(header)}`);
    found[field] = { index: place, name: header[place]?.trim() ?? name };
  }
  for (const field of ["customer", "date"] as const) {
    if (!has(found[field])) throw new UnusableFile(`No column of this file says ${WORDS[field]}. ${shown(header)} Name it: --columns ${field}=…`);
  }
  return found;
}

function shown(header: readonly string[]): string {
  const names = header.slice(0, 12).map((name) => JSON.stringify(name.trim().slice(0, 40)));
  return `Its columns are ${names.join(", ")}${header.length > 12 ? ", …" : ""}.`;
}
