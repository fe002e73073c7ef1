import { pass } from "../decision.ts";
import type { ChannelRule } from "../decision.ts";

/** The shop must have the channel switched on. */
export const channelOffered: ChannelRule = {
  id: "channel_offered",
  words: "Only channels that are switched on in the settings are used.",
  check({ channel, shop }) {
    const on = shop.settings.channels[channel].on;
    const saw = () => ({ on });
    return on ? pass(saw) : { verdict: { kind: "drop", reason: "This channel is switched off in the settings." }, saw };
  },
};
