/** Failed, wrong usage, or stopped. */
export const failedStatus = 2;
/** Whoever read the output has gone: as a shell reports a process that SIGPIPE ended. */
export const readerGoneStatus = 141;
