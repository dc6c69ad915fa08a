import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensurePlatform, root } from "./plan/platform.ts";

// Checks sst.config.ts and infra/ against the sources of SST's own components.
ensurePlatform();
const { status } = spawnSync(join(root, "node_modules", ".bin", "tsc"), ["-p", "tsconfig.sst.json"], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
