import { Skeleton } from "../ui/skeleton.tsx";
import { lettersTitle, queuesTitle } from "./part-titles.ts";
import { Section } from "./section.tsx";

const six = ["a", "b", "c", "d", "e", "f"];
const four = six.slice(0, 4);

/** The page's shape and what it says in any case, while the rest is read. */
export function OperationsSkeleton() {
  return (
    <div className="flex flex-col gap-8" aria-busy="true">
      <header>
        <h1 className="text-lg font-medium sm:text-xl">Operations</h1>
        <Skeleton className="mt-1 h-5 w-64" />
      </header>
      <Section {...queuesTitle}>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-6">
          {six.map((key) => (
            <Skeleton key={key} className="h-20 sm:h-33.5" />
          ))}
        </div>
      </Section>
      <Section {...lettersTitle}>
        <Skeleton className="h-11.5" />
      </Section>
      <Skeleton className="h-20" />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {four.map((key) => (
          <Skeleton key={key} className="h-22" />
        ))}
      </div>
      <Skeleton className="h-72" />
    </div>
  );
}
