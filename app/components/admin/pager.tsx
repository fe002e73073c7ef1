import { Link, useSearchParams } from "@remix-run/react";

/** Next and previous; there are no page numbers, so that the last page is as quick as the first. */
export function Pager({ next, previous, newer = "Newer", older = "Older" }: { next: string | null; previous: string | null; newer?: string; older?: string }) {
  const [params] = useSearchParams();
  if (next === null && previous === null) return null;
  const to = (cursor: string): string => {
    const changed = new URLSearchParams(params);
    changed.set("cursor", cursor);
    return `?${changed.toString()}`;
  };
  return (
    <nav className="ag-pager" aria-label="Pages">
      {previous ? <Link to={to(previous)} className="ag-page" rel="prev">{`← ${newer}`}</Link> : <span className="ag-page" aria-disabled="true">{`← ${newer}`}</span>}
      {next ? <Link to={to(next)} className="ag-page" rel="next">{`${older} →`}</Link> : <span className="ag-page" aria-disabled="true">{`${older} →`}</span>}
    </nav>
  );
}
