import { BlockStack, Card, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { Act } from "./act.tsx";

export type FreshKey = { readonly which: "api" | "write"; readonly key: string };

const KEYS = [
  { which: "api", prefix: "ag_…", label: "API key", use: "For your own server: reads and writes. Keep it secret.", make: "Make a new API key" },
  { which: "write", prefix: "agw_…", label: "Write key", use: "For your shop’s pages: can only tell what visitors do.", make: "Make a new write key" },
] as const;

/** The keys of the shop's own programs. We keep only a fingerprint, so a key is shown once, when it is made. */
export function KeysCard({ fresh }: { fresh: FreshKey | null }) {
  const shown = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (fresh) shown.current?.select();
  }, [fresh]);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Keys for your own programs
        </Text>
        {KEYS.map(({ which, prefix, label, use, make }) => (
          <div key={which} className="ag-key">
            <div>
              <b>{label}</b> <code>{prefix}</code>
              <p className="ag-quiet">{use}</p>
            </div>
            {fresh?.which === which ? (
              <div className="ag-field" role="status">
                <label htmlFor={`key-${which}`}>Your new {label}. Copy it now: it is not shown again.</label>
                <input id={`key-${which}`} ref={shown} readOnly value={fresh.key} spellCheck={false} />
              </div>
            ) : (
              <Act act={`key_${which}`} label={make} />
            )}
          </div>
        ))}
        <p className="ag-quiet">A new key takes the place of the old one at once: programs that use the old one stop working until you give them the new one.</p>
      </BlockStack>
    </Card>
  );
}
