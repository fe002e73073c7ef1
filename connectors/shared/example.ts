/** What a platform's folder gives as examples of its topics: for the contract tests, the mutations and the table of docs/connectors.md. */
export type Example = {
  readonly topic: string;
  /** What it shows, in a few words. Examples of one platform with the same name are of the same thing, told in several ways. */
  readonly name: string;
  /** JSON as the platform writes it; before `pack`, where the platform wraps it. */
  readonly body: Uint8Array;
};

/** One body for several topics that carry the same. */
export function forTopics(topics: readonly string[], name: string, body: Uint8Array): Example[] {
  return topics.map((topic) => ({ topic, name, body }));
}
