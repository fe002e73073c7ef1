import type { ShopFace } from "./shop-face.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

/** Where a person answers. */
export function Contact({ shop, words, subject }: { shop: ShopFace; words: Words; subject: string }) {
  if (shop.supportEmail) {
    return <a href={`mailto:${encodeURI(shop.supportEmail)}?subject=${encodeURIComponent(subject)}`}>{fill(words.write, { email: shop.supportEmail })}</a>;
  }
  if (shop.storeUrl) return <a href={shop.storeUrl}>{fill(words.visit, { shop: shop.name })}</a>;
  return <>{fill(words.helpShop, { shop: shop.name })}</>;
}

export function ShopHelp(props: { shop: ShopFace; words: Words; subject: string }) {
  return (
    <section className="card">
      <h2>{props.words.help}</h2>
      <p>
        <Contact {...props} />
      </p>
    </section>
  );
}
