import { MemoryStore } from "./memory-store.ts";
import { describeStore } from "./store-contract.ts";
import { testJourneys, testShop } from "./testing.ts";

describeStore("memory store", async () => {
  const store = new MemoryStore(testShop(), testJourneys);
  return {
    store,
    shopId: "shop-1",
    profiles: async () => [...store.work.profiles.entries()].filter(([id]) => !store.work.merges.has(id)).map(([, profile]) => profile),
    messages: async () => store.messages,
    walks: async () => [...store.work.enrollments.values()],
    events: async () => store.events.map(({ profileId, event }) => ({ key: event.key, profileId })),
    decisions: async () => store.work.decisions,
  };
});
