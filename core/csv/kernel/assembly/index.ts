export { callAt } from "./call";
export { countLineEnds } from "./count-line-ends";
export { encodeDelimited } from "./encode-delimited";
export { encodeJson } from "./encode-json";
export { findOddByte } from "./find-odd-byte";
export { scan } from "./scan";
