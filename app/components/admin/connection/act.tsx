import { Button } from "@shopify/polaris";
import { Form, useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";

type Props = { readonly act: string; readonly label: string; readonly hint?: string; readonly variant?: "primary"; readonly critical?: boolean; readonly children?: ReactNode };

/** One thing that can be done on the page about the connection. */
export function Act({ act, label, hint, variant, critical, children }: Props) {
  const navigation = useNavigation();
  const mine = navigation.state === "submitting" && navigation.formData?.get("do") === act;
  return (
    <Form method="post" action="/app/connection" replace className="ag-act">
      <input type="hidden" name="do" value={act} />
      {children}
      <Button submit loading={mine} disabled={navigation.state === "submitting"} {...(variant && { variant })} {...(critical && { tone: "critical" as const })} {...(hint && { accessibilityLabel: hint })}>
        {label}
      </Button>
    </Form>
  );
}
