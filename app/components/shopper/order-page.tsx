import type { OrderView } from "./order-view.ts";
import { PlainPage } from "../plain/plain-page.tsx";
import { ArrivedForm, ArrivedWell } from "./arrived-well.tsx";
import { Parcels } from "./parcels.tsx";
import { ShopHelp } from "./shop-help.tsx";
import type { ShopFace } from "./shop-face.ts";
import { fill, wordsIn } from "./words.ts";

/** One order as its buyer sees it. */
export function OrderPage({ order, shop }: { order: OrderView; shop: ShopFace }) {
  const words = wordsIn(order.lang);
  return (
    <PlainPage title={order.state} shop={shop}>
      <p className="quiet">{fill(words.order, { number: order.number })}</p>
      {order.progress !== null && (
        <ol className="steps">
          {words.steps.map((step, index) => (
            <li key={step} className={index < (order.progress ?? 0) ? "done" : undefined} aria-current={index + 1 === order.progress ? "step" : undefined}>
              {step}
            </li>
          ))}
        </ol>
      )}
      {(order.ask === "now" || order.answer) && <ArrivedWell answer={order.answer} words={words} shop={shop} />}
      <Parcels parcels={order.parcels} words={words} />
      <section className="card">
        <h2>{words.happened}</h2>
        <ol className="log">
          {order.log.map((entry, index) => (
            <li key={index}>
              {entry.words}
              <time>{entry.when}</time>
            </li>
          ))}
        </ol>
      </section>
      <section className="card">
        <h2>{words.items}</h2>
        <ul className="items">
          {order.items.map((item, index) => (
            <li key={index}>
              <span>
                {item.quantity} × {item.title}
              </span>
              <span>{item.total}</span>
            </li>
          ))}
          <li className="total">
            <span>{words.total}</span>
            <span>{order.total}</span>
          </li>
          {order.refunded && (
            <li className="total">
              <span>{words.refunded}</span>
              <span>{order.refunded}</span>
            </li>
          )}
        </ul>
      </section>
      <ShopHelp shop={shop} words={words} subject={fill(words.order, { number: order.number })} />
      {order.ask === "later" && !order.answer && (
        <details className="card">
          <summary>{words.already}</summary>
          <ArrivedForm answer={null} words={words} />
        </details>
      )}
      <p className="quiet small">{fill(words.timesIn, { zone: order.zone })}</p>
    </PlainPage>
  );
}
