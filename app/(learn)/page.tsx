import Link from "next/link";
import { QuestionForm } from "#components/home/question-form.tsx";
import { RunList } from "#components/library/run-list.tsx";
import { readPreferences } from "#components/site/preferences.ts";
import { catalog } from "#server/api/index.ts";
import { INPUTS } from "#server/contracts/kinds.ts";
import { RunKind } from "#server/contracts/run.ts";
import { visitor } from "../visitor.ts";

const RECENT = 3;

export default async function Home({
  searchParams,
}: {
  searchParams: Promise<{ topic?: string | string[] }>;
}) {
  const [{ locale, strings }, { runs, actor }, { topic }] = await Promise.all([
    readPreferences(),
    visitor(),
    searchParams,
  ]);
  const { runs: recent } = await runs.list(actor.learnerId, { limit: RECENT });
  return (
    <>
      <QuestionForm
        kinds={RunKind.options.filter((kind) => kind in INPUTS)}
        examples={catalog("visual", locale).topics.map(({ id, title }) => ({ id, title }))}
        initialTopic={typeof topic === "string" ? topic : ""}
      />
      {recent.length > 0 && (
        <section aria-labelledby="recent" className="mt-14">
          <h2 id="recent" className="mb-3 text-[0.9375rem] font-semibold text-faint">
            {strings.home.recent}
          </h2>
          <RunList runs={recent} strings={strings} locale={locale} now={new Date()} />
          <p className="mt-4">
            <Link href="/library" className="text-accent underline-offset-4 hover:underline">
              {strings.home.allRuns}
            </Link>
          </p>
        </section>
      )}
    </>
  );
}
