import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const days = ["a", "b", "c", "d", "e", "f", "g"];
const weeks = days.slice(0, 6);

/** Rules, where to put files, and a month, while they are read. */
export function DropsSkeleton() {
  return (
    <>
      <RowsSkeleton label="Reading the rules" rows={1} rowClass="h-32 sm:h-13" bars={["w-96", "w-10"]} />
      <div className="flex h-12 flex-col justify-around">
        <Skeleton className="h-3 w-96 max-w-full" />
        <Skeleton className="h-3 w-[36rem] max-w-full" />
      </div>
      <MonthSkeleton />
    </>
  );
}

export function MonthSkeleton() {
  return (
    <div aria-hidden="true" className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="overflow-hidden rounded border border-line bg-surface">
        <div className="flex h-11 items-center px-4">
          <Skeleton className="h-4 w-32" />
        </div>
        <div className="h-7 border-line border-t" />
        {weeks.map((week) => (
          <div key={week} className="flex divide-x divide-line border-line border-t">
            {days.map((day) => (
              <div key={day} className="h-16 flex-1 p-2 md:h-20">
                <Skeleton className="size-4" />
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-6 w-44" />
        <div className="h-17 rounded border border-line bg-surface" />
      </div>
    </div>
  );
}
