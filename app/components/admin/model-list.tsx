import { Card, Text } from "@shopify/polaris";
import type { ModelCard as Shown } from "../../core/scoring/model-card.ts";
import { ModelCard } from "./model-card.tsx";

/** Every score with its standing, one line each; the details are behind the line. */
export function ModelList({ cards }: { cards: readonly Shown[] }) {
  return (
    <Card padding="0">
      <div className="ag-models-head">
        <Text as="h2" variant="headingMd">
          What you may rely on
        </Text>
        <p className="ag-quiet">Each score was tried on your last months, which it had not seen, beside a rule that anybody could follow. Open one to see how that is known.</p>
      </div>
      <div className="ag-models">
        {cards.map((card) => (
          <ModelCard key={card.model} card={card} />
        ))}
      </div>
    </Card>
  );
}
