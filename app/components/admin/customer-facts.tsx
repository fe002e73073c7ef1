import { Badge, BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Channel } from "../../core/event/snapshot.ts";
import type { Profile } from "../../core/profile/profile.ts";
import { channelWord } from "../words/event-words.ts";
import { clock } from "../words/moments.ts";
import { languageName, placeWords } from "../words/place-words.ts";
import { Amount } from "./amount.tsx";
import { Email } from "./email.tsx";
import { Facts } from "./facts.tsx";
import { useShop } from "./shop-context.tsx";
import { When } from "./when.tsx";

type Known = Pick<Profile, "emails" | "phones" | "refs" | "counts" | "spend" | "firstOrderAt" | "lastSeenAt" | "timeZone" | "locale" | "address" | "consent" | "suppressed" | "messages">;

/** Who this customer is, what they bought, and what they may be written. */
export function CustomerFacts({ profile, zone }: { profile: Known; zone: string }) {
  const { now, currency } = useShop();
  const { counts, messages } = profile;
  const spend = Object.entries(profile.spend);
  const place = profile.address ? placeWords(profile.address.value) : "";
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Customer
          </Text>
          <Facts
            facts={[
              { label: "E-mail", value: lines(profile.emails.map((email) => <Email key={email} address={email} />)) },
              { label: "Phone", value: lines(profile.phones) },
              { label: "In the shop", value: profile.refs.length > 0 ? lines(profile.refs) : "guest" },
              { label: "Spent", value: spend.length === 0 ? <Amount amount={0} currency={currency} /> : lines(spend.map(([code, amount]) => <Amount key={code} amount={amount} currency={code} />)) },
              { label: "Orders", value: [`${counts.orders} placed`, counts.delivered && `${counts.delivered} delivered`, counts.refunded && `${counts.refunded} refunds`, counts.cancelled && `${counts.cancelled} cancelled`].filter(Boolean).join(", ") },
              { label: "First order", value: profile.firstOrderAt === null ? "none" : <When at={profile.firstOrderAt} as="day" /> },
              { label: "Last seen", value: profile.lastSeenAt === null ? "never" : <When at={profile.lastSeenAt} as="relative" /> },
              { label: "Lives in", value: <span suppressHydrationWarning>{place || "not known"}</span> },
              { label: "Local time", value: `${clock(now, zone)} (${zone.replaceAll("_", " ")}${profile.timeZone ? "" : ", the shop's"})` },
              { label: "Language", value: <span suppressHydrationWarning>{profile.locale ? languageName(profile.locale.value) : "not known"}</span> },
              { label: "Messages", value: `${messages.sent} sent, ${messages.opened} opened, ${messages.clicked} clicked` },
            ]}
          />
        </BlockStack>
      </Card>
      <ConsentCard profile={profile} />
    </>
  );
}

const WHY_NOT = { bounced: "mail came back", complained: "marked as spam", unsubscribed: "unsubscribed" } as const;

function ConsentCard({ profile }: { profile: Pick<Known, "consent" | "suppressed"> }) {
  const channels = [...new Set(["email", ...Object.keys(profile.consent), ...Object.keys(profile.suppressed)])] as Channel[];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Marketing
        </Text>
        {channels.map((channel) => {
          const word = profile.consent[channel];
          const blocked = profile.suppressed[channel];
          return (
            <div key={channel}>
              <p>
                <b>{channelWord(channel).replace(/^./, (first) => first.toUpperCase())}</b>{" "}
                <Badge tone={word?.granted ? "success" : word ? "warning" : undefined}>{word?.granted ? "Agreed" : word ? "Withdrawn" : "No consent recorded"}</Badge>
              </p>
              {word && (
                <p className="ag-quiet">
                  {word.source}, <When at={word.at} />
                </p>
              )}
              {blocked && blocked.reason !== "unsubscribed" && (
                <p>
                  <Badge tone="critical">Nothing is sent</Badge>{" "}
                  <span className="ag-quiet">
                    {WHY_NOT[blocked.reason]}, <When at={blocked.at} as="day" />
                  </span>
                </p>
              )}
            </div>
          );
        })}
      </BlockStack>
    </Card>
  );
}

function lines(values: readonly ReactNode[]): ReactNode {
  if (values.length === 0) return "none";
  return values.map((value, index) => <div key={index}>{value}</div>);
}
