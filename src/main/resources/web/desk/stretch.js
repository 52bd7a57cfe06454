// Faster or slower at the same pitch: frames of sound are laid over one another at another distance, each moved a
// little so that it fits what it follows (WSOLA; Verhelst and Roelands, 1993).

const FRAME = 320; // 40 ms at 8 kHz
const HOP = FRAME / 2;
const REACH = 80; // how far a frame may be moved: 10 ms, the period of the deepest voice
const WINDOW = Float32Array.from({length: FRAME}, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME));

function likeness(samples, one, other) {
  let sum = 0;
  for (let i = 0; i < HOP; i += 2) {
    sum += (samples[one + i] ?? 0) * (samples[other + i] ?? 0);
  }
  return sum;
}

function best(samples, follows, wanted) {
  let found = wanted;
  let most = -Infinity;
  for (let at = Math.max(0, wanted - REACH); at <= wanted + REACH; at += 2) {
    const like = likeness(samples, follows, at);
    if (like > most) {
      most = like;
      found = at;
    }
  }
  return found;
}

/** A copy that takes as long as the original divided by 'speed'. */
export function stretch(samples, speed) {
  if (speed === 1) {
    return samples.slice();
  }
  const out = new Float32Array(Math.floor(samples.length / speed));
  let follows = 0;
  for (let place = 0; place < out.length; place += HOP) {
    const wanted = Math.round(place * speed);
    const at = place === 0 ? 0 : best(samples, follows, wanted);
    for (let i = 0; i < FRAME && place + i < out.length; i += 1) {
      out[place + i] += (samples[at + i] ?? 0) * WINDOW[i];
    }
    follows = at + HOP;
  }
  return out;
}
