import type { Metadata } from "next";
import { Suspense } from "react";
import { QueryPage } from "@/components/query/query-page";

export const metadata: Metadata = { title: "Query" };

export default function Page() {
  return (
    <Suspense>
      <QueryPage />
    </Suspense>
  );
}
