import type { SQSClient } from "@aws-sdk/client-sqs";
import type { FunctionHost } from "../functions/function-host.ts";
import type { Home } from "../home.ts";
import type { Log } from "../log.ts";
import type { Graph } from "../sst/graph.ts";
import { startQueuePoller } from "./queue-poller.ts";
import { startScheduler } from "./scheduler.ts";

export interface EventSources {
  pause(): Promise<void>;
  resume(): void;
  close(): Promise<void>;
}

interface EventSourcesOptions {
  graph: Graph;
  client: SQSClient;
  region: string;
  functions: FunctionHost;
  home: Home;
  log: Log;
}

/** Everything that calls functions by itself: a poller for each subscription, and the schedules. */
export async function startEventSources({ graph, client, region, functions, home, log }: EventSourcesOptions): Promise<EventSources> {
  const pollers = await Promise.all(
    graph.subscriptions.map((subscription) => {
      const queue = graph.queues.find(({ id }) => id === subscription.queue);
      if (!queue) throw new Error(`${subscription.function} is subscribed to ${subscription.queue}, which is not declared.`);
      return startQueuePoller({
        client,
        queue,
        subscription,
        region,
        heldFile: home.path("held", `${queue.id}.json`),
        invoke: (event) => functions.invoke(subscription.function, event),
        onProblem: (message) => log.line(subscription.function, message),
      });
    }),
  );
  const scheduler = startScheduler(graph.crons, (cron) => {
    functions.invoke(cron.function, cron.event).catch((error: Error) => log.line(cron.function, `${cron.id}: ${error.message}`));
  });
  return {
    async pause() {
      await Promise.all(pollers.map((poller) => poller.pause()));
    },
    resume() {
      for (const poller of pollers) poller.resume();
    },
    async close() {
      scheduler.close();
      await Promise.all(pollers.map((poller) => poller.close()));
    },
  };
}
