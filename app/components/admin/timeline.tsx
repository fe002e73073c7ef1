import { Icon } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { TimelineEntry } from "../../models/timeline.ts";
import { ICONS } from "../words/icons.ts";
import { entryWords } from "../words/entry-words.ts";
import { messageWord } from "../words/status-words.ts";
import { day, longDay } from "../words/moments.ts";
import { useShop } from "./shop-context.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { When } from "./when.tsx";
import { Why } from "./why.tsx";

type Names = Readonly<Record<string, { readonly name: string; readonly steps: Readonly<Record<string, string>> }>>;

/** Events, messages, decisions and actions as one list, newest first, grouped by day. */
export function Timeline({ entries, journeys }: { entries: readonly TimelineEntry[]; journeys: Names }) {
  const { timeZone } = useShop();
  const days: { title: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const title = day(entry.at, timeZone);
    if (days.at(-1)?.title !== title) days.push({ title, entries: [] });
    days.at(-1)?.entries.push(entry);
  }
  return (
    <div className="ag-timeline">
      {days.map((group) => (
        <section key={group.title}>
          <h3>{longDay(group.entries[0]?.at ?? 0, timeZone)}</h3>
          <ol>
            {group.entries.map((entry) => (
              <Entry key={`${entry.kind}:${entry.id}`} entry={entry} journeys={journeys} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Entry({ entry, journeys }: { entry: TimelineEntry; journeys: Names }) {
  const said = entryWords(entry, journeys);
  const decision = entry.kind === "event" || entry.kind === "action" ? null : entry.decision;
  return (
    <li data-kind={entry.kind} data-tone={said.tone}>
      <span className="ag-dot">
        <Icon source={ICONS[said.icon]} />
      </span>
      <div>
        <div className="ag-entry">
          <b>{entry.kind === "message" ? <Link to={`/app/messages/${entry.id}`}>{said.words}</Link> : said.words}</b>
          {entry.kind === "message" && <StatusBadge status={messageWord(entry.message)} />}
          <When at={entry.at} as="clock" />
        </div>
        {said.detail && <p className="ag-quiet">{said.detail}</p>}
        {decision && (
          <details>
            <summary>Why</summary>
            <Why decision={decision} />
          </details>
        )}
      </div>
    </li>
  );
}
