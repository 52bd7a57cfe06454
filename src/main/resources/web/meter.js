// Loudness, 0 to 32767, as a bar from 0 to 100 on a scale of decibels.

const QUIETEST = -54;

export function show(meter, level) {
  const decibels = level < 1 ? QUIETEST : 20 * Math.log10(level / 32767);
  const share = Math.round(Math.min(1, Math.max(0, 1 - decibels / QUIETEST)) * 100);
  meter.setAttribute('aria-valuenow', String(share));
  meter.style.setProperty('--level', `${share}%`);
}
