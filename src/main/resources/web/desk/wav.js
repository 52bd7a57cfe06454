// Any sound that this browser can decode, as the one kind of file that callers are played: 8 kHz, 16 bits, mono.

const RATE = 8_000;
const HEADER = 44;
export const MOST_SECONDS = 60;

/** That sound at 8 kHz, mixed down to one channel. */
async function resampled(sound) {
  const length = Math.min(Math.ceil(sound.duration * RATE), MOST_SECONDS * RATE);
  const context = new OfflineAudioContext(1, Math.max(1, length), RATE);
  const source = new AudioBufferSourceNode(context, {buffer: sound});
  source.connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

/** RIFF WAVE, PCM of 16 bits. */
export function wavOf(samples) {
  const bytes = new Uint8Array(HEADER + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const name = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  name(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  name(8, 'WAVE');
  name(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, 2 * RATE, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => {
    view.setInt16(HEADER + 2 * i, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
  });
  return bytes;
}

export const wavOfSound = async sound => wavOf(await resampled(sound));

/** A chosen file, decoded by the browser; throws what its decoder throws. */
export async function decoded(bytes) {
  const context = new AudioContext();
  try {
    return await context.decodeAudioData(bytes);
  } finally {
    context.close();
  }
}
