/** Preloaded into child processes: they end when their parent does, even when the parent was killed with -9. */
process.on("disconnect", () => process.exit(0));
// Listening would keep a process alive that has nothing else to do.
process.channel?.unref();
