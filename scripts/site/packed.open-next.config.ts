import config from "../../open-next.config.ts";

/** OpenNext on the build of Next that is there already. */
export default { ...config, buildCommand: "node --version" };
