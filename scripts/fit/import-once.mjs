// A process that does nothing but import: `import-once.mjs MODULE FURTHER…`. Says how long the module took, and how long all did.
const start = performance.now();
const cpu = process.cpuUsage();
await import(process.argv[2]);
const importMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
for (const further of process.argv.slice(3)) await import(further);
const loadedMs = performance.now() - start;
process.stdout.write(
  JSON.stringify({ importMs, importCpuMs: (user + system) / 1000, loadedMs, megabytes: process.memoryUsage.rss() / 1024 ** 2 }),
);
process.exit(0);
