/**
 * Preloaded into the processes that this one starts, each the leader of a group of its own: when the parent is gone, even
 * killed with -9, the whole group goes. Their state is safe from that by design.
 *
 * What they fork inherits this file with Node's arguments, and needs its own channel as it is.
 */
if (process.ppid === Number(process.env.SLUICE_PARENT)) {
  process.on("disconnect", () => process.kill(-process.pid, "SIGKILL"));
  // Listening would keep a process alive that has nothing else to do.
  process.channel?.unref();
}
