import { BlockStack, Card, Text } from "@shopify/polaris";
import { Act } from "./act.tsx";

/** For the few on Adobe Commerce who would rather have Adobe send than install our module. */
export function AdobeCard({ address, entered }: { address: string; entered: boolean }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Adobe I/O Events
        </Text>
        <p>Only for Adobe Commerce, and only if you do not use the Afterglow module. In Adobe’s Developer Console, register this address for the events of orders, shipments, credit memos and customers:</p>
        <p>
          <code className="ag-address">{address}</code>
        </p>
        <p>{entered ? "Adobe’s events are taken. What you enter here takes the place of what is known; an empty client id ends it." : "Then enter your project’s client id and the public keys that Adobe signs with."}</p>
        <Act act="adobe" label="Save">
          <span className="ag-field ag-wide">
            <label htmlFor="adobe-client">Client id</label>
            <input id="adobe-client" name="client" autoComplete="off" spellCheck={false} />
          </span>
          <span className="ag-field ag-wide">
            <label htmlFor="adobe-keys">Adobe’s public keys</label>
            <textarea id="adobe-keys" name="keys" rows={4} spellCheck={false} placeholder="-----BEGIN PUBLIC KEY-----" />
          </span>
        </Act>
      </BlockStack>
    </Card>
  );
}
