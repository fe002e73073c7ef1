import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { Form, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { JourneyStatus } from "../../models/journey-control.ts";
import { beforeWords, CONTROL_NAMES, CONTROLS, JOURNEY_WORDS, people } from "../words/journey-words.ts";
import type { Control, Numbers } from "../words/journey-words.ts";
import { StatusBadge } from "./status-badge.tsx";

type Props = { readonly url: string; readonly status: JourneyStatus; readonly numbers: Numbers; readonly ask: Control | null; readonly said: { readonly said: string; readonly failed: boolean } | null };

const WATCH_MS = 1_000;

/** The journey's state, and what can be done to it: first what it would do, with numbers, then doing it. */
export function JourneyControl({ url, status, numbers, ask, said }: Props) {
  const busy = useNavigation().state === "submitting";
  useWatch(status === "stopping");
  const open = ask !== null && isFrom(ask, status) ? ask : null;
  return (
    <Card>
      <BlockStack gap="300">
        <div className="ag-control">
          <span>
            <StatusBadge status={JOURNEY_WORDS[status]} /> <span className="ag-quiet">{JOURNEY_WORDS[status].meaning}</span>
          </span>
          {CONTROL_NAMES.filter((name) => isFrom(name, status) && (numbers.on > 0 || status !== "off" || name === "on")).map((name) => (
            <Button key={name} url={`${url}?ask=${name}`} {...(CONTROLS[name].danger ? { tone: "critical" as const } : {})}>
              {CONTROLS[name].label}
            </Button>
          ))}
        </div>
        {status === "stopping" && (
          <p role="status" className="ag-quiet">
            {numbers.on === 0 ? "Nearly done." : `${people(numbers.on)} still to end. Nobody moves meanwhile, and this goes on by itself if you leave the page.`}
          </p>
        )}
        <p className="ag-said" role="status" data-failed={said?.failed || undefined}>
          {said?.said}
        </p>
        {open && (
          <Ask key={open} title={`${CONTROLS[open].label}?`} lines={beforeWords(open, numbers)}>
            <Form method="post" action={url} replace>
              <input type="hidden" name="do" value={open} />
              <Button submit variant="primary" disabled={busy} {...(CONTROLS[open].danger ? { tone: "critical" as const } : {})}>
                {CONTROLS[open].label}
              </Button>
              <Button url={url}>Leave it as it is</Button>
            </Form>
          </Ask>
        )}
      </BlockStack>
    </Card>
  );
}

/** A question that takes the focus when it comes up, so that keyboards and readers find it. */
export function Ask({ title, lines, children }: { title: string; lines: readonly string[]; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="ag-ask" ref={box} tabIndex={-1} role="group" aria-label={title}>
      <Text as="h2" variant="headingSm">
        {title}
      </Text>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {children}
    </div>
  );
}

function useWatch(on: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(revalidate, WATCH_MS);
    return () => clearInterval(timer);
  }, [on, revalidate]);
}

function isFrom(name: Control, status: JourneyStatus): boolean {
  return (CONTROLS[name].from as readonly JourneyStatus[]).includes(status);
}
