import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  typescript: {
    // The whole project, tests and scripts included, is checked by `npm run types`; a build need not do it again.
    ignoreBuildErrors: true,
    // Next rewrites the file it is given unless it holds these values; the project's own stays as it is.
    tsconfigPath: "tsconfig.next.json",
  },
  // Pages get their headers in proxy.ts, API answers in their handlers: what is left is the build's own files.
  headers: async () => [{ source: "/_next/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }],
  agentRules: false,
  devIndicators: false,
} satisfies NextConfig;
