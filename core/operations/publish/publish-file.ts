import { AppError } from "../../app-error.ts";
import type { RunContext, RunOutcome } from "../operation.ts";
import type { PublishParams } from "./publish-params.ts";

export async function publishFile(_: RunContext<PublishParams>): Promise<RunOutcome> {
  throw new AppError("unavailable", "Nothing can be published yet.");
}
