import "@fontsource-variable/source-sans-3/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { Footer } from "#components/site/footer.tsx";
import { Header } from "#components/site/header.tsx";
import { OfflineHint } from "#components/site/offline-hint.tsx";
import { readPreferences } from "#components/site/preferences.ts";
import { StringsProvider } from "#components/strings/strings-provider.tsx";
import { services } from "#server/composition.ts";

export async function generateMetadata(): Promise<Metadata> {
  const { strings } = await readPreferences();
  return {
    title: { default: strings.site.name, template: `%s · ${strings.site.name}` },
    description: strings.site.description,
    manifest: "/manifest.webmanifest",
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf8f1" },
    { media: "(prefers-color-scheme: dark)", color: "#131519" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is made for its request: a page made ahead could not carry the request's script nonce.
  await connection();
  const { locale, strings, theme } = await readPreferences();
  const { env } = await services();
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme}>
      <body className="flex min-h-dvh flex-col">
        <StringsProvider locale={locale}>
          <a
            href="#content"
            className="sr-only z-30 rounded-full bg-accent px-5 py-3 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
          >
            {strings.site.skip}
          </a>
          <Header strings={strings} isSample={env.llmMode === "simulated"} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-3xl px-4 pt-8 has-[[data-wide]]:max-w-5xl sm:px-6 sm:pt-14"
          >
            {children}
          </main>
          <Footer strings={strings} theme={theme} />
          <OfflineHint />
        </StringsProvider>
      </body>
    </html>
  );
}
