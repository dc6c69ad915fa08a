import type { Graph } from "../sst/graph.ts";

/** Who gets mail of each topic that is declared, by its arn. */
export function subscribersOf({ declared }: Pick<Graph, "declared">): ReadonlyMap<string, readonly string[]> {
  const subscribers = new Map<string, string[]>();
  for (const { type, args } of declared) {
    if (type === "aws.sns.TopicPolicy") subscribers.set(String(args.arn), subscribers.get(String(args.arn)) ?? []);
    if (type !== "aws.sns.TopicSubscription") continue;
    const topic = String(args.topic);
    subscribers.set(topic, [...(subscribers.get(topic) ?? []), String(args.endpoint)]);
  }
  return subscribers;
}
