import { Skeleton } from "../ui/skeleton.tsx";

const cards = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function ProfileSkeleton({ isPending }: { isPending: boolean }) {
  const words = isPending ? "Each column is being looked at; this comes by itself." : "Reading the profile";
  return (
    <div role="status" className="flex flex-col gap-4">
      {isPending ? <p className="text-base text-quiet">{words}</p> : <Skeleton className="h-6 w-96 max-w-full" />}
      {!isPending && <span className="sr-only">{words}</span>}
      <div className="h-9" />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">
        {cards.map((card) => (
          <Skeleton key={card} className="h-44 rounded" />
        ))}
      </div>
    </div>
  );
}
