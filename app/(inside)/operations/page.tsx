import type { Metadata } from "next";
import { Suspense } from "react";
import { OperationsPage } from "@/components/dashboard/operations-page";
import { OperationsSkeleton } from "@/components/dashboard/operations-skeleton";

export const metadata: Metadata = { title: "Operations" };

export default function Page() {
  return (
    <Suspense fallback={<OperationsSkeleton />}>
      <OperationsPage />
    </Suspense>
  );
}
