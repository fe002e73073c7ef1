import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Database } from "./database.ts";

type Walk = Pick<Enrollment, "orderRef" | "productRef">;

/** What walks are about, for people: "order #1001, Stoneware mug"; by the order's and the product's ref. */
export async function walksAbout(db: Database, shopId: string, walks: readonly Walk[]): Promise<(walk: Walk) => string | null> {
  const refs = (pick: (walk: Walk) => string | null): string[] => [...new Set(walks.flatMap((walk) => pick(walk) ?? []))];
  const [orders, products] = await Promise.all([
    db.order.findMany({ where: { shopId, ref: { in: refs((walk) => walk.orderRef) } }, select: { ref: true, number: true } }),
    db.product.findMany({ where: { shopId, ref: { in: refs((walk) => walk.productRef) } }, select: { ref: true, title: true } }),
  ]);
  const numbers = new Map(orders.map(({ ref, number }) => [ref, number]));
  const titles = new Map(products.map(({ ref, title }) => [ref, title]));
  return ({ orderRef, productRef }) => {
    const number = orderRef === null ? null : numbers.get(orderRef);
    return [number && `order ${number}`, productRef !== null && titles.get(productRef)].filter(Boolean).join(", ") || null;
  };
}
