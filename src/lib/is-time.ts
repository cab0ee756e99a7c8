const YEAR_2000 = 946_684_800_000;
const YEAR_2100 = 4_102_444_800_000;

/** Whether a number must be a time: those are epoch milliseconds, and no other number is as large. */
export const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= YEAR_2000 && value < YEAR_2100;
