import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Resource } from "sst";
import { createOwnerToken, toLinkPath } from "#core/session/owner-link";

const { values } = parseArgs({ options: { stage: { type: "string" }, inside: { type: "boolean", default: false } } });

// `sst shell` runs this very file again, with what the stage has deployed in the environment.
if (!values.inside) {
  if (values.stage === undefined) {
    console.error("Usage: npm run owner-link -- --stage production");
    process.exit(2);
  }
  const again = [process.execPath, fileURLToPath(import.meta.url), "--inside"];
  const { status } = spawnSync("npx", ["sst", "shell", "--stage", values.stage, "--", ...again], { stdio: "inherit" });
  process.exit(status ?? 1);
}

const token = await createOwnerToken(Resource.SessionSecret.value);
console.log(`${new URL(toLinkPath(token), Resource.Web.url)}

It opens this Sluice once, in the browser where "Open the workspace" is pressed; more browsers are let in from there.
If it has been used by somebody else, or no browser is left: another secret ends every session and makes another link.
  npx sst secret set SessionSecret "$(openssl rand -hex 32)" --stage ${Resource.App.stage}
  npx sst deploy --stage ${Resource.App.stage}`);
