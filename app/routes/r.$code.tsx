import { isbot } from "isbot";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { ReferralPage } from "../components/shopper/referral-page.tsx";
import { referralWordsIn } from "../components/shopper/referral-words.ts";
import { shopFace } from "../components/shopper/shop-face.ts";
import { fill } from "../components/shopper/words.ts";
import { chooseLanguage } from "../core/message/locale.ts";
import { personName } from "../core/message/words.ts";
import { storeLink } from "../core/referral/store-link.ts";
import { DAY } from "../core/shared/instant.ts";
import { documentResponse, gone } from "../document.server.ts";
import { findCustomer } from "../models/customer.ts";
import { findShop } from "../models/installed-shop.ts";
import { findCodeOfLink, friendReward } from "../models/referral.ts";
import { digest, isLook, recordQuietly } from "../shopper.server.ts";

/** Where a friend arrives: who recommends the shop, and the way to it with the code. */
export async function loader({ request, params, context: { app, client = "" } }: LoaderFunctionArgs) {
  const found = await findCodeOfLink(app.db, params["code"] ?? "");
  const shop = found && (await findShop(app.db, found.shopId));
  const recommender = shop && (await findCustomer(app.db, shop.id, found.profileId));
  if (!found || !shop || !recommender) throw gone();
  const { code } = found;
  // Messengers fetch a link to draw its preview as soon as it is shared: that is nobody's click.
  if (isLook(request) && !isbot(request.headers.get("user-agent"))) {
    const day = Math.floor(app.now() / DAY);
    // A visitor counts once a day; nobody can tell from the key which address it was.
    const visitor = digest(`${app.secret}|${shop.id}|${code}|${day}|${client}`).slice(0, 16);
    await recordQuietly(app, shop.id, recommender.id, { key: `referral:${code}:clicked:${day}:${visitor}`, type: "referral.clicked", at: app.now(), data: { code } });
  }
  const lang = chooseLanguage(request.headers.get("accept-language")?.split(",")[0], shop.locale);
  const words = referralWordsIn(lang);
  const name = personName(recommender.name?.value.first);
  const title = fill(name === null ? words.titleNoName : words.title, { name: name ?? "", shop: shop.name });
  const [gift, link] = [await friendReward(app.db, shop.id, found.enrollmentId), storeLink(shop.settings.brand.storeUrl, code)];
  return documentResponse(<ReferralPage shop={shopFace(shop)} words={words} title={title} name={name} code={code} gift={gift} link={link} />, { title, lang });
}
