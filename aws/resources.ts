// Not of "sst" itself, which brings more of Node with it than all the rest of a function.
import { Resource } from "sst/resource";
import type { QueueName } from "#core/jobs/job";
import type { HandledQueue } from "#core/ports/dead-letters";
import type { BucketName } from "#core/ports/object-store";
import { type Settings, settingsSchema } from "#core/settings";

// The only file that names what infra/ links. Each is read when it is asked for: a function knows only what it was given.

export function settings(): Settings {
  return settingsSchema.parse(Resource.Settings);
}

export function sessionSecret(): string {
  return Resource.SessionSecret.value;
}

/** `production`, `pr-12`, a developer's name. */
export function stageName(): string {
  return Resource.App.stage;
}

/** Where a browser opens its socket. */
export function socketUrl(): string {
  return Resource.Realtime.url;
}

export function socketManagementEndpoint(): string {
  return Resource.Realtime.managementEndpoint;
}

export function bucketName(bucket: BucketName): string {
  switch (bucket) {
    case "uploads":
      return Resource.Uploads.name;
    case "results":
      return Resource.Results.name;
    case "lake":
      return Resource.Lake.name;
  }
}

export function queueUrl(queue: QueueName): string {
  switch (queue) {
    case "work":
      return Resource.Work.url;
    case "analysis":
      return Resource.Analysis.url;
    case "queries":
      return Resource.Queries.url;
    case "notices":
      return Resource.Notices.url;
    case "alerts":
      return Resource.Alerts.url;
    case "messages":
      return Resource.Messages.url;
  }
}

export function handledQueueUrl(queue: HandledQueue): string {
  return queue === "upload-events" ? Resource.UploadEvents.url : queueUrl(queue);
}

/** Where a message ends that was delivered too often. */
export function deadLetterUrl(queue: HandledQueue): string {
  switch (queue) {
    case "upload-events":
      return Resource.UploadEventsDeadLetters.url;
    case "work":
      return Resource.WorkDeadLetters.url;
    case "analysis":
      return Resource.AnalysisDeadLetters.url;
    case "queries":
      return Resource.QueriesDeadLetters.url;
    case "notices":
      return Resource.NoticesDeadLetters.url;
    case "alerts":
      return Resource.AlertsDeadLetters.url;
  }
}

export function jobsTable(): string {
  return Resource.Jobs.name;
}

export function workspacesTable(): string {
  return Resource.Workspaces.name;
}

export function recordsTable(): string {
  return Resource.Records.name;
}

export function ledgerTable(): string {
  return Resource.Ledger.name;
}

/** Where other engines find the lake's tables, and under which rules they read them. */
export function catalogue(): { database: string; workgroup: string } {
  const { database, workgroup } = Resource.Catalogue;
  return { database, workgroup };
}

/** Empty where nobody is to be written to. */
export function alertEmailTopic(): string {
  return Resource.AlertEmailTopic.arn;
}

export function connectionsTable(): string {
  return Resource.Connections.name;
}
