/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app(input) {
    const production = input.stage === "production";
    return {
      name: "sluice",
      home: "aws",
      removal: production ? "retain" : "remove",
      protect: production,
      // A package of its own, which uses nothing of this one's resources.
      types: { ignore: ["bench"] },
      // SST adds `sst:app` and `sst:stage`.
      providers: { aws: { defaultTags: { tags: { application: "sluice", stage: input.stage } } } },
    };
  },
  async run() {
    await import("./infra/access.ts");
    await import("./infra/settings.ts");
    await import("./infra/storage.ts");
    await import("./infra/lake.ts");
    await import("./infra/realtime.ts");
    await import("./infra/pipeline.ts");
    const { web } = await import("./infra/web.ts");
    await import("./infra/partners.ts");
    await import("./infra/alarms.ts");
    await import("./infra/dashboard.ts");
    await import("./infra/budget.ts");
    await import("./infra/saved-queries.ts");
    const { ownerOutputs } = await import("./infra/owner-link.ts");
    return { url: web.url, ...ownerOutputs };
  },
});
