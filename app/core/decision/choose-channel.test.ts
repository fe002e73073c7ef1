import { describe, expect, it } from "vitest";
import type { Channel } from "../event/snapshot.ts";
import { HOUR } from "../shared/instant.ts";
import { chooseChannel, PATIENCE } from "./choose-channel.ts";
import type { OpenWay } from "./choose-channel.ts";
import { candidate, customer, NOON, shopOf } from "./testing.ts";

const free = (channel: Channel): OpenWay => ({ channel, wait: null });
const waiting = (channel: Channel, ms: number): OpenWay => ({ channel, wait: { rule: "quiet_hours", verdict: { kind: "hold", until: NOON + ms, reason: "night" } } });
const asked = (channels: Channel[], over = {}) => candidate({ channels, ...over });
const ofCustomer = (channels: object, over = {}) => ({ profile: customer({ channels }), ...over });

describe("the way a message goes", () => {
  it("is the shop's order for someone nobody knows yet, whatever the step prefers", () => {
    const choice = chooseChannel(asked(["sms", "email", "whatsapp"]), [free("sms"), free("email"), free("whatsapp")]);
    expect([choice.way.channel, choice.decidedBy]).toEqual(["email", "shop_order"]);
    const turned = shopOf({ channels: { email: { rank: 9 } } });
    expect(chooseChannel(asked(["sms", "email"], { shop: turned }), [free("sms"), free("email")]).way.channel).toBe("sms");
  });

  it("is the step's order where the shop ranks them alike", () => {
    const alike = shopOf({ channels: { email: { rank: 1 }, push: { rank: 1 } } });
    expect(chooseChannel(asked(["push", "email"], { shop: alike }), [free("push"), free("email")]).way.channel).toBe("push");
  });

  it("follows the customer's own answers, and not a few unanswered messages", () => {
    const ways = [free("email"), free("sms")];
    const choose = (channels: object) => chooseChannel(asked(["email", "sms"], ofCustomer(channels)), ways);
    expect(choose({ sms: { sent: 5, engaged: 4 }, email: { sent: 10, engaged: 0 } })).toMatchObject({ way: { channel: "sms" }, decidedBy: "own_behaviour" });
    expect(choose({ email: { sent: 4, engaged: 0 } })).toMatchObject({ way: { channel: "email" }, decidedBy: "shop_order" });
    expect(choose({ email: { sent: 20, engaged: 9 }, sms: { sent: 5, engaged: 1 } })).toMatchObject({ way: { channel: "email" }, decidedBy: "own_behaviour" });
  });

  it("weighs what a channel costs against what a click is worth", () => {
    const channels = { sms: { sent: 10, engaged: 3 }, email: { sent: 10, engaged: 2 } };
    const choose = (clickWorth: number) => chooseChannel(asked(["email", "sms"], ofCustomer(channels, { shop: shopOf({ clickWorth, channels: { sms: { cost: 800 } } }) })), [free("email"), free("sms")]).way.channel;
    expect([choose(1000), choose(1_000_000)]).toEqual(["email", "sms"]);
  });

  it("shrinks a customer's answers to the shop's", () => {
    const stats = (rate: number) => shopOf({}, { stats: { ...shopOf().stats, channels: { sms: { sent: 10_000, engaged: 10_000 * rate } } } });
    const choose = (rate: number) => chooseChannel(asked(["email", "sms"], ofCustomer({ email: { sent: 8, engaged: 1 } }, { shop: stats(rate) })), [free("email"), free("sms")]).way.channel;
    expect([choose(0.02), choose(0.4)]).toEqual(["email", "sms"]);
  });

  it("takes the shop's order for news of an order, which no click is to be won with", () => {
    const choice = chooseChannel(asked(["email", "sms"], ofCustomer({ sms: { sent: 9, engaged: 9 } }, { class: "transactional" })), [free("email"), free("sms")]);
    expect(choice).toMatchObject({ way: { channel: "email" }, decidedBy: "shop_order" });
  });

  it("waits a night for the better way, and no longer", () => {
    const choose = (ms: number, over = {}) => chooseChannel(asked(["email", "sms"], over), [waiting("email", ms), free("sms")]);
    expect([choose(PATIENCE).way.channel, choose(PATIENCE).decidedBy]).toEqual(["email", "shop_order"]);
    expect([choose(PATIENCE + 1).way.channel, choose(PATIENCE + 1).decidedBy]).toEqual(["sms", "sooner"]);
    expect(choose(3 * HOUR, { expiresAt: NOON + 2 * HOUR }).way.channel).toBe("sms");
    expect(chooseChannel(asked(["email", "sms"]), [waiting("email", 40 * HOUR), waiting("sms", 20 * HOUR)]).way.channel).toBe("sms");
    expect(chooseChannel(asked(["email", "sms"]), [waiting("email", 30 * HOUR), waiting("sms", 20 * HOUR)]).way.channel).toBe("email");
  });

  it("logs the score of each", () => {
    const { weighed } = chooseChannel(asked(["email", "sms"], ofCustomer({ sms: { sent: 5, engaged: 4 } })), [free("email"), waiting("sms", HOUR)]);
    expect(weighed).toMatchObject([
      { channel: "email", chosen: false, chance: 0.03, worth: 300, sent: 0, waitsFor: null },
      { channel: "sms", chosen: true, chance: 0.224, worth: 1440, sent: 5, engaged: 4, cost: 800, waitsFor: "quiet_hours", waitsUntil: "2026-02-03T13:00:00.000Z" },
    ]);
  });
});
