// Not of "sst" itself, which brings more of Node with it than all the rest of a function.
import { Resource } from "sst/resource";
import type { QueueName } from "#core/jobs/job";
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
  return bucket === "uploads" ? Resource.Uploads.name : Resource.Results.name;
}

export function queueUrl(queue: QueueName): string {
  return queue === "work" ? Resource.Work.url : Resource.Notices.url;
}

export function jobsTable(): string {
  return Resource.Jobs.name;
}

export function connectionsTable(): string {
  return Resource.Connections.name;
}
