"use client";

export function Composer({ files }: { files: readonly File[] }) {
  return <p>{files.length}</p>;
}
