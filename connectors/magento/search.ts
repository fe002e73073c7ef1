/** Query strings of Magento's searches. Brackets are percent-encoded, as the signature is over the address as it is sent. */

export type Filter = { readonly field: string; readonly value: string; readonly condition: "eq" | "gt" | "gteq" | "in" };
export type Search = { readonly filters: readonly Filter[]; readonly sort?: readonly string[]; readonly pageSize: number; readonly fields?: string };

/** Each filter in a group of its own, which Magento joins with "and". Always page 1: asked for a page past the end, it repeats the last one (issue 25619). */
export function searchQuery({ filters, sort = [], pageSize, fields }: Search): string {
  const criteria = "searchCriteria";
  const pairs: (readonly [string, string])[] = [
    ...filters.flatMap(({ field, value, condition }, index) => {
      const filter = `${criteria}[filterGroups][${index}][filters][0]`;
      return [[`${filter}[field]`, field], [`${filter}[value]`, value], [`${filter}[conditionType]`, condition]] as const;
    }),
    ...sort.flatMap((field, index) => [[`${criteria}[sortOrders][${index}][field]`, field], [`${criteria}[sortOrders][${index}][direction]`, "ASC"]] as const),
    [`${criteria}[pageSize]`, String(pageSize)],
    [`${criteria}[currentPage]`, "1"],
    ...(fields === undefined ? [] : [["fields", fields] as const]),
  ];
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}
