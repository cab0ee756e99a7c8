/** One figure with its limit (design, section 6). */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly atMost: number;
}
