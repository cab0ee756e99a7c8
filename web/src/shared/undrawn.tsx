/** Rows of a long table that are out of sight, as room. */
export const Undrawn = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  ) : null;
