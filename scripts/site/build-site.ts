import { ensureOpenNextBuild } from "./open-next-build.ts";

// The site as `npm start` runs it, and packed as Lambda would.
await ensureOpenNextBuild((line) => console.log(line));
