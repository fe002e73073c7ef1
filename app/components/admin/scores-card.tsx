import { BlockStack, Card, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { CustomerScores, LikelyProduct } from "../../models/customer-scores.ts";
import { Amount } from "./amount.tsx";
import { ScoreLine } from "./score-line.tsx";
import { FIRST } from "./score-words.ts";
import { useShop } from "./shop-context.tsx";
import { When } from "./when.tsx";

/** What may be expected of a customer, each figure with its reasons; null while nothing was learnt. */
export function ScoresCard({ scores, hasOrders }: { scores: CustomerScores | null; hasOrders: boolean }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Scores
        </Text>
        {scores === null ? <NoScores hasOrders={hasOrders} /> : <Scored scores={scores} />}
      </BlockStack>
    </Card>
  );
}

function NoScores({ hasOrders }: { hasOrders: boolean }) {
  if (!hasOrders) return <p className="ag-quiet">Scores begin with the first order.</p>;
  return (
    <p className="ag-quiet">
      None yet: they are worked out at night, from your own past. <Link to="/app/models">What is learnt, and when</Link>
    </p>
  );
}

function Scored({ scores }: { scores: CustomerScores }) {
  const { currency } = useShop();
  const { explained, horizonDays, group, alike, rebuys, offers } = scores;
  const line = (score: CustomerScores["explained"][number], open: boolean) => <ScoreLine key={score.name} score={score} currency={currency} horizonDays={horizonDays} group={group} open={open} />;
  const first = FIRST.flatMap((name) => explained.find((score) => score.name === name) ?? []);
  const others = explained.filter(({ name }) => !FIRST.includes(name));
  return (
    <>
      <p className="ag-quiet">
        As of <When at={scores.at} />. <Link to="/app/models">How much you may rely on them</Link>
      </p>
      <div className="ag-scores">{first.map((score) => line(score, score.name === "churn"))}</div>
      {others.length > 0 && (
        <details className="ag-more">
          <summary>More scores</summary>
          <div className="ag-scores">{others.map((score) => line(score, false))}</div>
        </details>
      )}
      <Products title="Likely to buy again" products={rebuys} />
      <Products title="To offer next" products={offers} />
      {alike.length > 0 && (
        <section>
          <Text as="h3" variant="headingSm">
            Customers like this one
          </Text>
          <ul className="ag-alike">
            {alike.map(({ id, name, orders, spend, lastOrderAt }) => (
              <li key={id}>
                <Link to={`/app/customers/${id}`}>{name}</Link>
                <span className="ag-quiet">
                  {orders} {orders === 1 ? "order" : "orders"}, <Amount amount={spend} currency={currency} />, last <When at={lastOrderAt} as="relative" />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Products({ title, products }: { title: string; products: readonly LikelyProduct[] }) {
  if (products.length === 0) return null;
  return (
    <section>
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <ul className="ag-alike">
        {products.map(({ ref, title: name, words }) => (
          <li key={ref}>
            <b>{name}</b>
            <span className="ag-quiet">{words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
