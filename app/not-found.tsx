import Link from "next/link";
import { readPreferences } from "#components/site/preferences.ts";
import { buttonVariants } from "#components/ui/button.tsx";

export default async function NotFound() {
  const { strings } = await readPreferences();
  return (
    <div className="py-10">
      <h1 className="font-serif text-4xl font-semibold tracking-tight">{strings.notFound.title}</h1>
      <p className="mt-4 max-w-lg text-lg text-soft">{strings.notFound.text}</p>
      <Link href="/" className={buttonVariants({ className: "mt-8" })}>
        {strings.notFound.home}
      </Link>
    </div>
  );
}
