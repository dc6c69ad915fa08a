export interface Part {
  /** 1-based, as S3 counts them. */
  number: number;
  start: number;
  /** Exclusive. */
  end: number;
}

export interface StoredPart {
  number: number;
  etag: string;
  size: number;
}

export interface UploadPlan {
  /** Still to be sent, in order. */
  missing: Part[];
  /** There already and whole. */
  stored: StoredPart[];
  storedBytes: number;
}

/** Cuts a file into parts and leaves out those that are there already with the size they should have. */
export function planUpload(size: number, partSize: number, uploaded: readonly StoredPart[]): UploadPlan {
  const there = new Map(uploaded.map((part) => [part.number, part]));
  const plan: UploadPlan = { missing: [], stored: [], storedBytes: 0 };
  for (let start = 0, number = 1; start < size; start += partSize, number += 1) {
    const end = Math.min(size, start + partSize);
    const stored = there.get(number);
    if (stored?.size === end - start) {
      plan.stored.push(stored);
      plan.storedBytes += stored.size;
    } else {
      plan.missing.push({ number, start, end });
    }
  }
  return plan;
}
