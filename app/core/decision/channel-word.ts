import type { Channel } from "../event/snapshot.ts";

const WORDS: Readonly<Record<Channel, string>> = { email: "e-mail", sms: "SMS", whatsapp: "WhatsApp", push: "push" };

/** A channel inside a sentence. */
export function channelWord(channel: Channel): string {
  return WORDS[channel];
}
