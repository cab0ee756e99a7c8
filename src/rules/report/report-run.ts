/** What is said about a whole report, in any format. */
export interface ReportRun {
  /** Of graph-zoom. */
  readonly version: string;
  /** Where one reads about it, if anywhere. */
  readonly homepage?: string | undefined;
  /** Whose findings these are: scopes of the accounts that were asked about. */
  readonly instance: string;
  /** Epoch milliseconds. */
  readonly startedOn: number;
  /** Asked when everything else is written. */
  readonly endedOn: () => number;
  /** BAD rows that are listed, of each question. */
  readonly rows: number;
}
