/** Values drawn with a seed: numbers of all sizes, texts of all kinds. The same seed draws the same. */
import type { Probe } from './probe-values.js';

type Random = () => number;

/** How many for each input, beside those that are known to tell. */
const DRAWN = 24;

/** Percent-encoded, for a URL. */
export function drawnNumbers(random: Random): Probe[] {
  return drawn(() => drawnInteger(random));
}

export function drawnTexts(random: Random): Probe[] {
  return drawn(() =>
    random() < 0.3 ? drawnInteger(random) : encodeURIComponent(drawnText(random)),
  );
}

export function drawnFloats(random: Random): Probe[] {
  return drawn(() => `${drawnInteger(random)}.${Math.floor(random() * 1000)}`);
}

/** JSON texts. */
export function drawnJson(random: Random): Probe[] {
  return drawn(() => {
    const kind = random();
    if (kind < 0.4) return drawnInteger(random);
    if (kind < 0.6) return `${drawnInteger(random)}.${Math.floor(random() * 1000)}`;
    if (kind < 0.7) return JSON.stringify(drawnInteger(random));
    return JSON.stringify(drawnText(random));
  });
}

function drawn(draw: () => string): Probe[] {
  return Array.from({ length: DRAWN }, () => {
    const value = draw();
    return { value, name: value };
  });
}

/** As many of each length: an even draw from all integers would be of large ones only. */
function drawnInteger(random: Random): string {
  const digits = 1 + Math.floor(random() * 12);
  const number = Math.floor(random() * 10 ** digits);
  return random() < 0.15 ? `-${number}` : String(number);
}

const LETTERS = [...'abcXYZ 019.,-_\'"%&/?#+=<>\\äßéñ漢字🐙'];

function drawnText(random: Random): string {
  const length = 1 + Math.floor(random() * 10);
  const pick = (): string => LETTERS[Math.floor(random() * LETTERS.length)]!;
  return Array.from({ length }, pick).join('');
}
