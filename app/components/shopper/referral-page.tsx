import { PlainPage } from "../plain/plain-page.tsx";
import type { ReferralWords } from "./referral-words.ts";
import type { ShopFace } from "./shop-face.ts";
import { fill } from "./words.ts";

type Props = {
  readonly shop: ShopFace;
  readonly words: ReferralWords;
  readonly title: string;
  /** First name of who recommends; null when it is not known. */
  readonly name: string | null;
  readonly code: string;
  /** What the friend gets, in the merchant's words. */
  readonly gift: string | null;
  /** To the store, with the code. */
  readonly link: string | null;
};

/** What a friend sees who follows a recommendation. */
export function ReferralPage({ shop, words, title, name, code, gift, link }: Props) {
  const values = { name: name ?? "", shop: shop.name, code };
  return (
    <PlainPage title={title} shop={shop}>
      <p>{fill(name === null ? words.helloNoName : words.hello, values)}</p>
      <section className="card">
        {gift !== null && (
          <>
            <h2>{words.gift}</h2>
            <p>
              <b>{gift}</b>
            </p>
          </>
        )}
        {link !== null && (
          <p>
            <a className="button" href={link} rel="noopener noreferrer" style={{ display: "block" }}>
              {fill(words.go, values)}
            </a>
          </p>
        )}
        <p className="quiet small">{fill(link === null ? words.ask : words.code, values)}</p>
      </section>
      <p className="quiet small">{fill(words.privacy, values)}</p>
    </PlainPage>
  );
}
