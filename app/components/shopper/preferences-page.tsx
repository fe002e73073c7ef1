import { PlainPage } from "../plain/plain-page.tsx";
import type { ShopFace } from "./shop-face.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

export type MailState = "subscribed" | "unsubscribed" | "blocked";

type Props = {
  readonly shop: ShopFace;
  readonly words: Words;
  readonly email: string;
  readonly state: MailState;
  /** Just changed: say so. */
  readonly done: boolean;
};

/** What a customer receives by e-mail. Opening it changes nothing: programs open links, too. */
export function PreferencesPage({ shop, words, email, state, done }: Props) {
  const names = { email, shop: shop.name };
  return (
    <PlainPage title={words.mail} shop={shop}>
      {done && state !== "blocked" && (
        <p className="card" role="status">
          <b>{state === "subscribed" ? words.started : words.stopped}</b>
        </p>
      )}
      <p>{fill(state === "subscribed" ? words.mailOn : words.mailOff, names)}</p>
      {state === "blocked" ? (
        <p>{words.blocked}</p>
      ) : (
        <form method="post">
          <p>
            <button name="choice" value={state === "subscribed" ? "stop" : "start"} className={state === "subscribed" ? undefined : "second"}>
              {state === "subscribed" ? words.stop : words.start}
            </button>
          </p>
        </form>
      )}
      <p className="quiet small">{words.mailOrders}</p>
    </PlainPage>
  );
}
