import type { Metadata } from "next";
import { AccountForms } from "#components/account/account-forms.tsx";
import { ApiTokens } from "#components/account/api-tokens.tsx";
import { SignOut } from "#components/account/sign-out.tsx";
import { readPreferences } from "#components/site/preferences.ts";
import { Card } from "#components/ui/card.tsx";
import { visitor } from "../../visitor.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readPreferences()).strings.account.title };
}

export default async function Account() {
  const [{ strings }, { identity, actor }] = await Promise.all([readPreferences(), visitor()]);
  const [me, tokens] = await Promise.all([identity.me(actor), identity.tokens.list(actor.learnerId)]);
  const { account } = strings;
  return (
    <>
      <h1 className="font-serif text-4xl font-semibold tracking-tight">{account.title}</h1>
      <Card className="mt-8">
        {me.user ? (
          <div className="flex flex-wrap items-center justify-between gap-4">
            <div className="min-w-0">
              <h2 className="text-lg font-semibold wrap-anywhere">{account.signedInAs(me.user.name)}</h2>
              <p className="text-soft wrap-anywhere">{me.user.email}</p>
            </div>
            <SignOut />
          </div>
        ) : (
          <>
            <h2 className="text-lg font-semibold">{account.anonymousTitle}</h2>
            <p className="mt-1 text-soft">{account.anonymousText}</p>
            <AccountForms />
          </>
        )}
      </Card>
      <ApiTokens initial={tokens} now={Date.now()} />
    </>
  );
}
