import { defineConfig } from "vitest/config";

const shared = { exclude: ["**/node_modules/**", "**/.next/**", "**/.sst/**", "**/.open-next/**", "e2e/**"] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          setupFiles: ["scripts/seed-properties.ts"],
          // Every core: the runner would leave one free, which is half of a machine with two.
          maxWorkers: "100%",
          // None takes long; the machine may have other things to do.
          testTimeout: 30_000,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...shared.exclude, "**/*.integration.test.ts", "**/*.plan.test.ts"],
        },
      },
      {
        test: {
          name: "plan",
          include: ["**/*.plan.test.ts"],
          ...shared,
          // Whoever comes first builds the site and evaluates a stage.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "integration",
          include: ["**/*.integration.test.ts"],
          ...shared,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
