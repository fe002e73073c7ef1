import { Button, Card } from "@shopify/polaris";

/** A connected store whose journeys all still wait to be switched on. */
export function JourneysOff() {
  return (
    <Card>
      <div className="ag-control">
        <p>Your journeys are off: look at what they would have done, then switch one on.</p>
        <Button url="/app/journeys" variant="primary">
          See the journeys
        </Button>
      </div>
    </Card>
  );
}
