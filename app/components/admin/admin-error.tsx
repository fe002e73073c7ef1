import { Page, Text } from "@shopify/polaris";
import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";

/** What stands in a page's place when it cannot be shown; the frame around it stays. */
export function AdminError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 401) {
    return (
      <Page title="Open Afterglow again">
        <Text as="p">This page was away for too long. Reload the page of your store’s admin that you see around it.</Text>
      </Page>
    );
  }
  if (isRouteErrorResponse(error) && error.status === 503 && typeof error.data === "string") {
    return (
      <Page title="Afterglow is not connected yet">
        <Text as="p">{error.data}</Text>
      </Page>
    );
  }
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <Page title={missing ? "There is nothing here" : "This page could not be shown"}>
      <Text as="p">
        {missing ? "It may have been removed, or the address is not complete." : "Something went wrong on our side. Try again in a moment."} <Link to="/app">Back to Home</Link>
      </Text>
    </Page>
  );
}
