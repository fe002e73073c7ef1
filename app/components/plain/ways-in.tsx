import type { ReactNode } from "react";

type Props = { /** Public address of this installation. */ readonly url: string; /** Platforms where it has an app. */ readonly appsAt: readonly string[] };

/** How a merchant connects a store. */
export function WaysIn({ url, appsAt }: Props) {
  return (
    <>
      <p>To connect your store, choose where it runs.</p>
      <Way name="WooCommerce">
        <p>Type in your store’s address, and say yes in your WordPress admin.</p>
        <p>
          <a className="button" href="/connect/woocommerce">
            Connect a WooCommerce store
          </a>
        </p>
      </Way>
      <Way name="Shopify">
        {appsAt.includes("shopify") ? (
          <p>Install Afterglow from the Shopify App Store. After that, open it from your Shopify admin, under Apps: there is nothing to sign in to.</p>
        ) : (
          <NoApp />
        )}
      </Way>
      <Way name="Wix">
        {appsAt.includes("wix") ? (
          <p>Add Afterglow from the Wix App Market. After that, open it from your Wix dashboard, under Apps: there is nothing to sign in to.</p>
        ) : (
          <NoApp />
        )}
      </Way>
      <Way name="Magento">
        <details>
          <summary>Add Afterglow in your Magento admin</summary>
          <ol className="number">
            <li>Open System, Extensions, Integrations, and choose Add New Integration. Name it Afterglow.</li>
            <li>
              Callback URL: <code>{url}/connect/magento/activate</code>
            </li>
            <li>
              Identity link URL: <code>{url}/connect/magento/identity</code>
            </li>
            <li>Under API, set Resource Access to All, and save.</li>
            <li>Choose Activate beside Afterglow, then Connect this store in the window that opens. Connected before? Choose Reauthorize.</li>
          </ol>
        </details>
      </Way>
    </>
  );
}

function Way({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{name}</h2>
      {children}
    </section>
  );
}

function NoApp() {
  return <p className="quiet">Not set up here yet: ask whoever runs this installation.</p>;
}
