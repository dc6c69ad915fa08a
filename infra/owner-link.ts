import { createOwnerToken } from "./owner-token.ts";
import { stage } from "./settings.ts";
import { sessionSecret, web } from "./web.ts";

const token = sessionSecret.value.apply(createOwnerToken);

/** What opens a stage without guests for the first time. SST prints outputs as they are, and the log of a workflow has other readers. */
function toOutputs() {
  if (stage.settings.guests) return {};
  if (process.env.CI) return { ownerLink: `npm run owner-link -- --stage ${$app.stage}` };
  return { ownerLink: $interpolate`${web.url}/open#${token}` };
}

export const ownerOutputs = toOutputs();
