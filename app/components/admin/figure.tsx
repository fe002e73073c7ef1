import type { ReactNode } from "react";

/** One number with its name, and what it consists of beneath. */
export function Figure({ label, value, children }: { label: ReactNode; value: string; children: ReactNode }) {
  return (
    <div className="ag-figure">
      {label}
      <b>{value}</b>
      <p className="ag-quiet">{children}</p>
    </div>
  );
}
