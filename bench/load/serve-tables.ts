/** The tables, in a process of their own, so that what a load costs is not mixed with what they cost. Prints where they are. */
import { startTables } from "../../aws/testing/local-aws.ts";

const { endpoint, close } = await startTables();
process.send?.(endpoint);
process.once("disconnect", () => void close().then(() => process.exit()));
