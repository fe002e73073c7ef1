/** A message as its reader sees it, in a frame that runs nothing and goes nowhere. */
export function Preview({ html, title }: { html: string; title: string }) {
  return <iframe className="ag-preview" sandbox="" srcDoc={html} title={title} referrerPolicy="no-referrer" />;
}
