import { Skeleton } from "../ui/skeleton.tsx";

/** In the shape of what comes, so that nothing moves when it does. */
export function JobSkeleton() {
  return (
    <div role="status" aria-label="Reading the job" className="flex flex-col gap-5">
      <div>
        <Skeleton className="h-9 w-64 max-w-full" />
        <Skeleton className="mt-1 h-5 w-80 max-w-full" />
      </div>
      <Skeleton className="h-4 w-full max-w-xl" />
      <Skeleton className="h-22 w-full rounded" />
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-[28rem] w-full rounded" />
    </div>
  );
}
