import { Skeleton } from "../ui/skeleton.tsx";

export function JobSkeleton() {
  return (
    <div role="status" aria-label="Reading the job" className="flex flex-col gap-5">
      <Skeleton className="h-9 w-64 max-w-full" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-60 w-full" />
    </div>
  );
}
