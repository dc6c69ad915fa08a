import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  // The whole project, tests and scripts included, is checked by `npm run types`; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  devIndicators: false,
} satisfies NextConfig;
