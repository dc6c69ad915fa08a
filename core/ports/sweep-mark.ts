/** When the sweep last did its work: the sign that what runs by itself runs. */
export interface SweepMark {
  set(at: string): Promise<void>;
}
