/** Of parts that are there whatever was read. */
export const queuesTitle = {
  title: "Queues",
  about: "Of everybody here, in the last five minutes; a stream is as broad as there are messages.",
} as const;

export const lettersTitle = {
  title: "Dead letters",
  about: "Messages that were delivered too often and given up. No file is lost by it.",
} as const;
