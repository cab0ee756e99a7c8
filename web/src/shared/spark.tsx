const WIDTH = 84;
const HEIGHT = 22;
const EDGE = 2;

/** How a number went, as a line; said in words to whoever does not see it. */
export function Spark({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return null;
  const most = Math.max(...values);
  const least = Math.min(...values);
  const points = values.map((value, index) => `${EDGE + (index / (values.length - 1)) * (WIDTH - 2 * EDGE)},${HEIGHT - EDGE - (most === least ? 0.5 : (value - least) / (most - least)) * (HEIGHT - 2 * EDGE)}`);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <title>{label}</title>
      <polyline points={points.join(' ')} fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth={1.6} />
    </svg>
  );
}
