import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOwnerToken } from "#core/session/owner-link";
import { startStack } from "#local/stack";
import { type LambdaSite, startLambdaSite } from "./start-lambda-site.ts";

export interface ClosedStage {
  site: LambdaSite;
  /** What the deployment prints behind the # of the owner's link. */
  ownerToken: string;
  /** What `sst shell` would put into the environment. */
  resources: Record<string, string>;
  close(): Promise<void>;
}

/** A stage that is closed to guests, as production is, with the site as Lambda would run it. */
export async function startClosedStage(): Promise<ClosedStage> {
  const home = await mkdtemp(join(tmpdir(), "sluice-closed-"));
  const stack = await startStack({ home, stage: "test-closed", quiet: true });
  const close = async () => {
    await stack.close();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const site = await startLambdaSite(stack);
    const { value } = JSON.parse(stack.resources.SST_RESOURCE_SessionSecret ?? "{}") as { value: string };
    return { site, ownerToken: await createOwnerToken(value), resources: stack.resources, close: () => site.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}
