import type { NodeHoverDrawingFunction } from 'sigma/rendering';

const RING = 2;
const AROUND = 4;

/** Draws who is chosen or pointed at, with a ring and a name on a ground of the theme: sigma's own ground is white, whatever the letters are. */
export const drawChosen =
  (isDark: () => boolean): NodeHoverDrawingFunction =>
  (context, { x, y, size, label }, { labelSize, labelFont, labelWeight }) => {
    const [ground, ink] = isDark() ? ['#1f1f1f', '#ffffff'] : ['#ffffff', '#000000'];
    context.beginPath();
    context.arc(x, y, size + RING, 0, Math.PI * 2);
    context.strokeStyle = ink;
    context.lineWidth = RING;
    context.stroke();
    if (typeof label !== 'string' || label === '') return;
    context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
    const left = x + size + RING + AROUND;
    context.fillStyle = ground;
    context.fillRect(left - 1, y - labelSize / 2 - AROUND, context.measureText(label).width + 2 * AROUND, labelSize + 2 * AROUND);
    context.fillStyle = ink;
    context.fillText(label, left + AROUND - 1, y + labelSize / 3);
  };
