import type { Metadata } from "next";
import { ClaimForm } from "#components/account/claim-form.tsx";
import { readPreferences } from "#components/site/preferences.ts";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { strings } = await readPreferences();
  // The address holds a secret: no search engine and no other site may learn it.
  return { title: strings.claim.title, robots: { index: false }, referrer: "no-referrer" };
}

export default async function Claim({
  searchParams,
}: {
  searchParams: Promise<{ token?: string | string[] }>;
}) {
  const [{ strings }, { token }] = await Promise.all([readPreferences(), searchParams]);
  return (
    <>
      <h1 className="font-serif text-4xl font-semibold tracking-tight">{strings.claim.title}</h1>
      {typeof token === "string" && token !== "" ? (
        <>
          <p className="mt-3 text-lg text-soft">{strings.claim.lead}</p>
          <Card className="mt-8">
            <ClaimForm token={token} />
          </Card>
        </>
      ) : (
        <Notice className="mt-8">
          <p>{strings.claim.noToken}</p>
        </Notice>
      )}
    </>
  );
}
