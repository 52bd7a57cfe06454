// The page rings: after a drop, when somebody calls back or is about to be called once more; and for a caller.
// The sound and the shaking are the same for all, and like those of many things.

const EVERY_MILLIS = 3_000;
const LOUDNESS = 0.15;
const BEATS = [0, 0.4]; // seconds
const BEAT = 0.25;
const EDGE = 0.02;
const SHAKES = [250, 150, 250]; // on, off, on; in milliseconds

/** Where a device can; a browser that waits for a press first complains when it is asked before. */
function shake(pattern) {
  if (navigator.userActivation?.hasBeenActive) {
    navigator.vibrate?.(pattern);
  }
}

/** Rings softly until the returned function is called; a browser that waits for a press first makes no sound. */
export function ring() {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, {frequency: 440});
  const loudness = new GainNode(context, {gain: 0});
  tone.connect(loudness).connect(context.destination);
  tone.start();
  const beat = () => {
    shake(SHAKES);
    for (const after of BEATS) {
      loudness.gain.setTargetAtTime(LOUDNESS, context.currentTime + after, EDGE);
      loudness.gain.setTargetAtTime(0, context.currentTime + after + BEAT, EDGE);
    }
  };
  beat();
  const timer = setInterval(beat, EVERY_MILLIS);
  return () => {
    clearInterval(timer);
    shake(0);
    context.close();
  };
}
