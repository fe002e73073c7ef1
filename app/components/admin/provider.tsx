import { AppProvider } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import en from "@shopify/polaris/locales/en.json";
import type { ComponentProps, ReactNode } from "react";

type LinkProps = ComponentProps<"a"> & { url: string; external?: boolean };

/** Polaris, with its links going through the router. */
export function Provider({ children }: { children: ReactNode }) {
  return (
    <AppProvider i18n={en} linkComponent={RouterLink}>
      {children}
    </AppProvider>
  );
}

function RouterLink({ url, external, children, ref: _ref, ...rest }: LinkProps) {
  if (external || /^[a-z]+:/i.test(url)) {
    return (
      <a href={url} rel="noopener noreferrer" {...(external && { target: "_blank" })} {...rest}>
        {children}
      </a>
    );
  }
  return (
    <Link to={url} {...rest}>
      {children}
    </Link>
  );
}
